/**
 * Registers what keeps the pages on this device, and finds out about new versions: one that waits goes to work at the next start, one that comes while the page
 * is open is told; either is what the start after that opens. In development there is none.
 */

/** The worker before still answers what the page asks at its start; Chromium forgets to replace one that is busy. */
const QUIET_MS = 3_000;

/** @param found a new version is ready; the function takes it, and opens the page anew */
export function keepOnDevice(root: string, found: (take: () => void) => void): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // After what the page itself needs.
  const begin = () => void register(root, found);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

async function register(root: string, found: (take: () => void) => void): Promise<void> {
  const { serviceWorker } = navigator;
  const hadOne = serviceWorker.controller !== null;
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await serviceWorker.register(`${root}/sw.js`, { scope: `${root}/` });
  } catch {
    // A browser that keeps nothing for pages: they come from the network.
    return;
  }
  if (!registration || !hadOne) return;
  const reload = () => location.reload();
  let isAsked = false;
  // Another version is at work now: what this page has not loaded yet is of that one. Nobody is interrupted who has not asked.
  serviceWorker.addEventListener("controllerchange", () => (isAsked ? reload() : found(reload)), {
    once: true,
  });
  const skip = (waiting: ServiceWorker) => waiting.postMessage({ type: "SKIP_WAITING" });
  const { waiting } = registration;
  if (waiting) setTimeout(() => skip(waiting), QUIET_MS);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state !== "installed") return;
      found(() => {
        isAsked = true;
        skip(installing);
      });
    });
  });
}
