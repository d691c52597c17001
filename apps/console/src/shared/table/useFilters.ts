import { useAddress } from '../address/useAddress.js';

/** Filters that live in the address, so that a view can be sent to a colleague and comes back as it was. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [params, change] = useAddress();
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Name, string>;
  const set: (part: Partial<Record<Name, string>>) => void = change;
  const clear = () => set(Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>);
  return { values, set, clear, any: names.some((name) => values[name] !== '') };
}

/** One of the known values, else undefined: an address is typed by anyone. */
export const oneOf = <Value extends string>(known: readonly Value[], text: string): Value | undefined =>
  known.find((value) => value === text);

/** Those of a comma-separated list that are known. */
export const someOf = <Value extends string>(known: readonly Value[], text: string): Value[] =>
  known.filter((value) => text.split(',').includes(value));
