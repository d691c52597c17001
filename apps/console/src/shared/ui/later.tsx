import { Suspense, lazy, type ComponentType, type ReactNode } from 'react';

type Load<Props> = () => Promise<ComponentType<Props>>;

interface How<Props> {
  /** What stands in its place until then. */
  fallback?: (props: Props) => ReactNode;
  /** Fetched not when it is first shown, but when that is past. */
  after?: () => Promise<void>;
}

/** Milliseconds before a file is asked for again that did not come. */
const RETRY = 5_000;

const loads: Load<never>[] = [];

/** A component in a file of its own: what nobody needs to begin typing must not make anybody wait. */
export function later<Props extends object>(
  load: Load<Props>,
  { fallback, after }: How<Props> = {},
): (props: Props) => ReactNode {
  loads.push(load as Load<never>);
  const Late = lazy(async () => {
    await after?.();
    return { default: await untilLoaded(load) };
  });
  return function Later(props: Props) {
    return (
      <Suspense fallback={fallback?.(props) ?? null}>
        <Late {...props} />
      </Suspense>
    );
  };
}

/** Without a network it waits for the next, and for longer if need be: what is missing must never take the page with it. */
async function untilLoaded<Props>(load: Load<Props>): Promise<ComponentType<Props>> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((again) => {
        window.addEventListener('online', () => again(), { once: true });
        window.setTimeout(again, RETRY);
      });
    }
  }
}

/** Fetches all of them, so that they are here when the network is not. */
export const loadLater = () => Promise.allSettled(loads.map((load) => load()));
