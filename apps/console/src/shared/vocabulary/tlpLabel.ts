import type { Tlp } from '#libs/contracts';

/** FIRST's own label, the same in every language. */
export const tlpLabel = (tlp: Tlp) => `TLP:${tlp}`;
