using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker) ],
  sockets = [ (name = "http", address = "*:8080", http = (), service = "main") ],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "bundle/worker.js"),
    (name = "perks_bg.wasm", wasm = embed "bundle/perks_bg.wasm"),
  ],
  bindings = [ (name = "PROGRAM", text = embed "program.json") ],
  compatibilityDate = "2026-11-01",
);
