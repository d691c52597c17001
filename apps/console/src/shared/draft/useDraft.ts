import { useCallback, useEffect, useRef, useState } from 'react';
import { useIdentity } from '../session/session.js';
import { dropLocal, readLocal, writeLocal } from './store.js';

const SAVE_AFTER_MS = 250;

/** `kept`: on this device. `refused`: the device keeps nothing (private window, full disk). */
export type DraftState = 'empty' | 'saving' | 'kept' | 'refused';

type Change<Value> = Value | ((old: Value) => Value);

export interface Draft<Value> {
  value: Value;
  set: (change: Change<Value>) => void;
  /** The same, kept at once: for what was done rather than typed, and must outlive the page. */
  put: (change: Change<Value>) => void;
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
  const current = useRef(initial);
  const unsaved = useRef<{ value: Value } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // What the next change starts from, also before what is shown has caught up.
  const show = useCallback((next: Value) => {
    current.current = next;
    setValue(next);
  }, []);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    const pending = unsaved.current;
    if (!pending) return;
    unsaved.current = null;
    try {
      await writeLocal('drafts', key, pending.value);
      // What was typed meanwhile is not kept yet.
      if (!unsaved.current) setState('kept');
    } catch {
      setState('refused');
    }
  }, [key]);

  useEffect(() => {
    let gone = false;
    const settle = (kept: Value | undefined) => {
      if (gone) return;
      // What was typed while the device was being read wins.
      if (kept !== undefined && !unsaved.current) show(kept);
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
  }, [key, save, show]);

  const apply = useCallback(
    (change: Change<Value>, saveAfter: number) => {
      const next = typeof change === 'function' ? (change as (old: Value) => Value)(current.current) : change;
      show(next);
      unsaved.current = { value: next };
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), saveAfter);
    },
    [save, show],
  );
  const set = useCallback((change: Change<Value>) => apply(change, SAVE_AFTER_MS), [apply]);
  const put = useCallback((change: Change<Value>) => apply(change, 0), [apply]);

  const clear = useCallback(
    (next: Value = start.current) => {
      clearTimeout(timer.current);
      unsaved.current = null;
      show(next);
      setState('empty');
      setFound({ key, restored: false });
      dropLocal('drafts', key).catch(() => undefined);
    },
    [key, show],
  );

  return { value, set, put, clear, state, restored: found?.restored ?? false, ready: found?.key === key };
}
