/** The supplier that most of the declarations name, as it was first written; empty when none does. */
export function commonSupplier(incidents: readonly { supplier: string | null }[]): string {
  const counts = new Map<string, { written: string; count: number }>();
  for (const { supplier } of incidents) {
    if (!supplier) continue;
    const key = supplier.toLocaleLowerCase('fr').replace(/\s+/g, ' ').trim();
    const known = counts.get(key);
    counts.set(key, { written: known?.written ?? supplier, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count)[0]?.written ?? '';
}
