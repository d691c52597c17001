import { createContext, use, useCallback, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { later } from '../ui/later.js';

/** A single key and what it does on the page at hand. */
export interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

interface Registry {
  register: (shortcuts: readonly Shortcut[]) => () => void;
  showHelp: () => void;
}

const ShortcutsContext = createContext<Registry>({ register: () => () => undefined, showHelp: () => undefined });
const KEY = 'vigie-shortcuts';

/** A box that is ticked takes no letters. */
const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'));

/** Space and Enter stay with the button or link that has the focus. */
const pressing = (event: KeyboardEvent) =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof HTMLElement &&
  event.target.closest('a, button, [role="menuitem"], [role="tab"]') !== null;

const ShortcutsHelp = later(async () => (await import('./ShortcutsHelp.js')).ShortcutsHelp);

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<readonly (readonly Shortcut[])[]>([]);
  const [helping, setHelping] = useState(false);
  // Once it has been there it stays, and can close as it opened.
  const [asked, setAsked] = useState(false);
  const [enabled, setEnabled] = useState(() => localStorage.getItem(KEY) !== 'off');

  const register = useCallback<Registry['register']>((shortcuts) => {
    setGroups((now) => [...now, shortcuts]);
    return () => setGroups((now) => now.filter((group) => group !== shortcuts));
  }, []);

  const showHelp = useCallback(() => {
    setAsked(true);
    setHelping(true);
  }, []);

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || pressing(event) || document.querySelector('[role="dialog"]')) return;
    if (event.key === '?') {
      event.preventDefault();
      showHelp();
      return;
    }
    if (!enabled) return;
    // The page opened last speaks first.
    const found = groups.toReversed().flatMap((group) => group.filter(({ key }) => key === event.key))[0];
    if (!found) return;
    event.preventDefault();
    found.run();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const choose = (on: boolean) => {
    localStorage.setItem(KEY, on ? 'on' : 'off');
    setEnabled(on);
  };

  const registry = useMemo(() => ({ register, showHelp }), [register, showHelp]);
  return (
    <ShortcutsContext value={registry}>
      {children}
      {asked && (
        <ShortcutsHelp
          opened={helping}
          shortcuts={groups.flat()}
          enabled={enabled}
          onChoose={choose}
          onClose={() => setHelping(false)}
        />
      )}
    </ShortcutsContext>
  );
}

export const useShortcutsHelp = () => use(ShortcutsContext).showHelp;

/** Declares the single keys of a page; they are off while someone types or a dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const { register } = use(ShortcutsContext);
  const run = useEffectEvent((key: string) => shortcuts.find((shortcut) => shortcut.key === key)?.run());
  const signature = shortcuts.map(({ key, label }) => `${key}\t${label}`).join('\n');
  useEffect(() => {
    if (signature === '') return undefined;
    const declared = signature.split('\n').map((entry) => {
      const [key = '', label = ''] = entry.split('\t');
      return { key, label, run: () => run(key) };
    });
    return register(declared);
  }, [register, signature]);
}
