import { loadLater } from '../shared/ui/later.js';

/** Registers the worker that keeps the console's own files, and names those already loaded. */
export function keepFilesForOffline() {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  window.setTimeout(() => void register().catch(() => undefined), 1_500);
}

async function register() {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  // What the form opens, when it is cleared or its session has ended, must open without a network too.
  await loadLater();
  const keep = performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
    .map((url) => url.pathname);
  active?.postMessage({ keep: [...new Set(keep)] });
}
