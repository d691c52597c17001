const MOJIBAKE = /[ÃÂ][\u0080-\u00bf]/;
const REPLACEMENT = '\ufffd';

/** UTF-8 read once as Latin-1 ("GeutebrÃ¼ck"), as some published advisories really are. */
function repairDoubleEncoding(text: string): string {
  if (!MOJIBAKE.test(text)) return text;
  const repaired = Buffer.from(text, 'latin1').toString('utf8');
  return repaired.includes(REPLACEMENT) ? text : repaired;
}

/** Lower case, without accents, marks or compatibility forms: what two people would call the same letters. */
export function fold(text: string): string {
  return (
    repairDoubleEncoding(text)
      .replace(/[®™©℠]/gu, ' ')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // One letter, written apart at the end of a word.
      .replace(/ς/g, 'σ')
      .replace(/ß/g, 'ss')
      .replace(/æ/g, 'ae')
      .replace(/œ/g, 'oe')
      .replace(/ø/g, 'o')
  );
}

/**
 * The words of a folded name. A change between letters and digits is a border ("EC40" is "EC 40"), a dot between digits belongs to the number
 * ("1.5T" is not "15T"), and a plus sign to its word ("XR656+" is not "XR656").
 */
export function words(folded: string): string[] {
  return folded.replace(/&/g, ' and ').match(/(?:\p{N}+(?:\.\p{N}+)*|\p{L}+)\+*/gu) ?? [];
}

const endsWithDigit = /\p{N}$/u;
const startsWithDigit = /^\p{N}/u;

/** One comparable key: spaces and punctuation count only where they keep two numbers apart. */
export function compact(tokens: readonly string[]): string {
  let key = '';
  for (const token of tokens) key += endsWithDigit.test(key) && startsWithDigit.test(token) ? `_${token}` : token;
  return key;
}
