/** Types of what tests use of `serve.mjs`. */
import type { Secrets } from "./keys.mjs";

/** Starts the edge on this machine; `end` stops it. `port` 0 takes any. */
export function start(options?: {
  port?: number;
  origins?: string[];
  state?: string;
  publish?: boolean;
  log?: NodeJS.WritableStream | null;
}): Promise<{ url: string; secrets: Secrets; programs: string[]; end(): Promise<void> }>;
