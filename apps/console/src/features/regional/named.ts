/** As many as fit a line or two. */
export const SHOWN = 8;

/** The first references of many. */
export const named = (references: readonly string[]): string =>
  references.length > SHOWN ? `${references.slice(0, SHOWN).join(', ')}…` : references.join(', ');
