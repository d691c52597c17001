import { Suspense, lazy, type ComponentType, type ReactNode } from 'react';

type Load<Props> = () => Promise<ComponentType<Props>>;

interface How<Props> {
  /** What stands in its place until then. */
  fallback?: (props: Props) => ReactNode;
  /** Fetched not when it is first shown, but when that is past. */
  after?: () => Promise<void>;
}

const loads: Load<never>[] = [];

/** A component in a file of its own: what nobody needs to begin typing must not make anybody wait. */
export function later<Props extends object>(
  load: Load<Props>,
  { fallback, after }: How<Props> = {},
): (props: Props) => ReactNode {
  loads.push(load as Load<never>);
  const Late = lazy(async () => {
    await after?.();
    return { default: await load() };
  });
  return function Later(props: Props) {
    return (
      <Suspense fallback={fallback?.(props) ?? null}>
        <Late {...props} />
      </Suspense>
    );
  };
}

/** Fetches all of them, so that they are here when the network is not. */
export const loadLater = () => Promise.allSettled(loads.map((load) => load()));
