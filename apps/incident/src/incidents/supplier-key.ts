/** What two spellings of one supplier have in common: case, accents, spaces and punctuation do not count. */
export function supplierKey(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
  // A name of signs only keeps them: it must not be equal to every other such name.
  return folded.replace(/[^\p{L}\p{N}]/gu, '') || folded.replace(/\s/g, '');
}
