/**
 * Registers what keeps the pages on this device, and finds out about new versions: one that waits is taken at the next start; one that comes while the page
 * is open is told. In development there is none.
 */

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
  const take = (waiting: ServiceWorker) => {
    serviceWorker.addEventListener("controllerchange", reload, { once: true });
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  if (registration.waiting) {
    take(registration.waiting);
    return;
  }
  // Another tab took a new one: what this page has not loaded yet is of another version.
  serviceWorker.addEventListener("controllerchange", () => found(reload), { once: true });
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") found(() => take(installing));
    });
  });
}
