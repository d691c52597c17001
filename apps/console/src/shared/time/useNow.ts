import { useSyncExternalStore } from 'react';

const EVERY_MS = 20_000;
const readers = new Set<() => void>();
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(reader: () => void) {
  readers.add(reader);
  timer ??= setInterval(tick, EVERY_MS);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick() {
  now = new Date();
  for (const reader of readers) reader();
}

/** The present, one tick for the whole page. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => {
    // The page may have slept with nobody reading the clock.
    if (!timer && Date.now() - now.getTime() > EVERY_MS) now = new Date();
    return now;
  });
}
