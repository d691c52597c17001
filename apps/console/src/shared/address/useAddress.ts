import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What the address asks for, and how to change parts of it; an empty value takes its name out. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (parts: Readonly<Record<string, string | null | undefined>>) => {
      // From the address itself: the router's parameters are those of the last drawing, and of two changes before the next it
      // would lose the first.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(parts)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      // Drawn before anything else: a box that is ticked must not look empty until the page has been drawn in the background.
      setParams(next, { replace: true, preventScrollReset: true, flushSync: true });
    },
    [setParams],
  );
  return [params, change] as const;
}
