import { useEffect, useSyncExternalStore } from 'react';
import { sendings } from './sending.js';

/** On every page: asks before the console is left while files are on their way, and stops them when their person signs out. */
export function SendingsWatch() {
  const all = useSyncExternalStore(sendings.watch, sendings.all);
  const isSending = all.some(({ state }) => state !== 'refused');
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isSending]);
  useEffect(() => () => sendings.clear(), []);
  return null;
}
