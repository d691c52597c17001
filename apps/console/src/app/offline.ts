import { loadLater } from '../shared/ui/later.js';

/** Registers the worker that keeps the console's own files, and names those already loaded. */
export function keepFilesForOffline() {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  window.setTimeout(() => void register().catch(() => undefined), 1_500);
}

async function register() {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const keep = (files: readonly string[]) => active?.postMessage({ keep: files });
  // What must open without a network even when it was never opened before: what the form opens, its way by QR code, and the scanning of one.
  await Promise.all([
    loadLater(),
    import('../features/declare/codes/CodesDialog.js'),
    import('../features/relay/RelayPage.js'),
    import('../shared/scan/decoder.js'),
  ]);
  keep(loadedFiles());
  window.setTimeout(() => void scanningFiles().then(keep, () => undefined), SCANNING_AFTER_MS);
}

function loadedFiles(): string[] {
  const files = performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'))
    .map((url) => url.pathname);
  return [...new Set(files)];
}

/** The reader of QR codes is the largest file of all: not before the person has what they came for, and not where every byte is counted. */
const SCANNING_AFTER_MS = 10_000;
const savesData = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

async function scanningFiles(): Promise<string[]> {
  if (savesData()) return [];
  const { decoderFiles } = await import('../shared/scan/decoder.js');
  return decoderFiles();
}
