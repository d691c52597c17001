/** What waits for what: the id of a thing, and the ids of those that have to be done before it. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Whether something waits, directly or through others, for itself. Ids that nobody has lead nowhere. */
export function hasCycle(dependencies: Dependencies): boolean {
  const settled = new Set<string>();
  const under = new Set<string>();
  const leadsBack = (id: string): boolean => {
    if (under.has(id)) return true;
    if (settled.has(id)) return false;
    under.add(id);
    const found = (dependencies.get(id) ?? []).some(leadsBack);
    under.delete(id);
    settled.add(id);
    return found;
  };
  return [...dependencies.keys()].some(leadsBack);
}
