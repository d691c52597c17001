import { useCallback, useEffect, useRef, useState } from 'react';
import { useIdentity } from '../session/session.js';
import { dropLocal, readLocal, writeLocal } from './store.js';

const SAVE_AFTER_MS = 250;

/** `kept`: on this device. `refused`: the device keeps nothing (private window, full disk). */
export type DraftState = 'empty' | 'saving' | 'kept' | 'refused';

export interface Draft<Value> {
  value: Value;
  set: (change: Value | ((old: Value) => Value)) => void;
  /** Drops what is kept and goes back to the start. */
  clear: (start?: Value) => void;
  state: DraftState;
  /** Something typed earlier was found again. */
  restored: boolean;
  /** What was kept has been looked for. */
  ready: boolean;
}

/** What a person types, kept on their device at every pause and when the page goes away. `name` is the draft's place. */
export function useDraft<Value>(name: string, initial: Value): Draft<Value> {
  const { personId } = useIdentity();
  const key = `${personId}:${name}`;
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<DraftState>('empty');
  const [found, setFound] = useState<{ key: string; restored: boolean } | null>(null);
  const start = useRef(initial);
  const unsaved = useRef<{ value: Value } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const pending = unsaved.current;
    if (!pending) return;
    unsaved.current = null;
    try {
      await writeLocal('drafts', key, pending.value);
      setState('kept');
    } catch {
      setState('refused');
    }
  }, [key]);

  useEffect(() => {
    let gone = false;
    const settle = (kept: Value | undefined) => {
      if (gone) return;
      // What was typed while the device was being read wins.
      if (kept !== undefined && !unsaved.current) setValue(kept);
      setState((now) => (kept !== undefined && now === 'empty' ? 'kept' : now));
      setFound({ key, restored: kept !== undefined });
    };
    readLocal<Value>('drafts', key).then(settle, () => settle(undefined));
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    return () => {
      gone = true;
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      leave();
    };
  }, [key, save]);

  const set = useCallback<Draft<Value>['set']>(
    (change) => {
      setValue((old) => {
        const next = typeof change === 'function' ? (change as (old: Value) => Value)(old) : change;
        unsaved.current = { value: next };
        return next;
      });
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [save],
  );

  const clear = useCallback(
    (next: Value = start.current) => {
      clearTimeout(timer.current);
      unsaved.current = null;
      setValue(next);
      setState('empty');
      setFound({ key, restored: false });
      dropLocal('drafts', key).catch(() => undefined);
    },
    [key],
  );

  return { value, set, clear, state, restored: found?.restored ?? false, ready: found?.key === key };
}
