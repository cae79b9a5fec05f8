# The yardstick beside the edge: the same runtime, and nothing to do.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "empty", worker = .empty), (name = "state", disk = (writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "empty")],
);

const empty :Workerd.Worker = (
  modules = [(name = "empty.js", esModule = embed "empty.js")],
  compatibilityDate = "2026-07-01",
);
