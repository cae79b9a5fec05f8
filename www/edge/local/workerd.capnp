# The worker on a machine of one's own: `workerd serve workerd.capnp`, with `--directory-path=state=DIR` and the bundle beside.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "state", disk = (writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "perks_bg.wasm", wasm = embed "perks_bg.wasm"),
  ],
  compatibilityDate = "2026-07-01",
  durableObjectNamespaces = [
    (className = "ProgramObject", uniqueKey = "perks-program", enableSql = true),
    (className = "MemberObject", uniqueKey = "perks-member", enableSql = true),
    (className = "CodesObject", uniqueKey = "perks-codes", enableSql = true),
    (className = "CounterObject", uniqueKey = "perks-counter", enableSql = true),
    (className = "OperationsObject", uniqueKey = "perks-operations", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "state"),
  bindings = [
    (name = "PROGRAM", durableObjectNamespace = "ProgramObject"),
    (name = "MEMBER", durableObjectNamespace = "MemberObject"),
    (name = "CODES", durableObjectNamespace = "CodesObject"),
    (name = "COUNTER", durableObjectNamespace = "CounterObject"),
    (name = "OPERATIONS", durableObjectNamespace = "OperationsObject"),
    (name = "PROGRAM_KEYS", fromEnvironment = "PROGRAM_KEYS"),
    (name = "MEMBER_KEYS", fromEnvironment = "MEMBER_KEYS"),
    (name = "MEMBER_ISSUER", fromEnvironment = "MEMBER_ISSUER"),
    (name = "MEMBER_AUDIENCE", fromEnvironment = "MEMBER_AUDIENCE"),
    (name = "SHOP_KEYS", fromEnvironment = "SHOP_KEYS"),
    (name = "VOUCHER_KEYS", fromEnvironment = "VOUCHER_KEYS"),
    (name = "CORS_ORIGINS", fromEnvironment = "CORS_ORIGINS"),
    (name = "PROGRAM_TTL_MS", fromEnvironment = "PROGRAM_TTL_MS"),
    (name = "CLOCK_SKEW_MS", fromEnvironment = "CLOCK_SKEW_MS"),
    (name = "IDEMPOTENCY_HOURS", fromEnvironment = "IDEMPOTENCY_HOURS"),
    (name = "MAX_BODY_BYTES", fromEnvironment = "MAX_BODY_BYTES"),
    (name = "RATE_PER_SECOND", fromEnvironment = "RATE_PER_SECOND"),
    (name = "RATE_BURST", fromEnvironment = "RATE_BURST"),
    (name = "CODE_SHARDS", fromEnvironment = "CODE_SHARDS"),
    (name = "COUNTER_SHARDS", fromEnvironment = "COUNTER_SHARDS"),
    (name = "COUNTER_SHARD_FROM", fromEnvironment = "COUNTER_SHARD_FROM"),
  ],
);
