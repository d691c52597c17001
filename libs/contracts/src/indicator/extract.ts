import { refang } from './fang.js';
import { normalise } from './normalise.js';
import { INDICATOR_MAX, type IndicatorType } from './type.js';

/** As much text as one reading takes. */
export const EXTRACT_MAX = 200_000;
/** The longest value, every mark of it defanged. */
const WORD_MAX = 4 * INDICATOR_MAX;
/** As many values as one reading proposes. */
const FOUND_MAX = 2_000;

export interface Found {
  type: IndicatorType;
  value: string;
}

/** Endings that are files before they are countries or shops. */
const FILE =
  /^[^\\/:*?"<>|]{1,200}\.(?:exe|dll|sys|scr|com|bat|cmd|ps1|psm1|vbs|vbe|js|jse|wsf|hta|lnk|msi|msp|cpl|ocx|jar|py|sh|elf|so|bin|iso|img|vhd|zip|rar|7z|gz|cab|tar|doc|docm|docx|xls|xlsm|xlsx|ppt|pptm|pptx|pdf|rtf|one|html?|svg|php|aspx?|jsp|txt|log|dat|tmp|lock|locked|readme|md|eml|msg)$/iu;
const DEFINITELY_FILE =
  /\.(?:exe|dll|scr|bat|cmd|ps1|vbs|js|hta|lnk|msi|jar|iso|7z|rar|docm?x?|xlsm?x?|pptm?x?|pdf)$/iu;
/** What a dot between two words of a sentence would be taken for otherwise. */
const TOPS: ReadonlySet<string> = new Set(
  `com net org info biz name pro xyz top site online club shop store live icu vip app dev cloud space website tech link
   click work host fun art life world today email download stream win bid loan men party review trade date racing cyou
   buzz rest monster cfd sbs bond lol quest mom skin hair zip mov example test invalid onion local
   ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf
   cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg
   gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp
   kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne
   nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk
   sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn
   vu wf ws ye yt za zm zw`.split(/\s+/u),
);
const HASHES: Readonly<Record<number, IndicatorType>> = { 32: 'md5', 40: 'sha1', 64: 'sha256' };

const SCHEME = /(?:https?|ftps?):\/\//iu;
/** What ends a URL in running text. */
const URL_END = /["<>`{}|\\^«»“”]/u;
const BREAKS = /["'<>`|\\/,;()[\]{}«»“”‘’=&?#*!]+/u;
/** Marks of a sentence at the end of a word. */
const TRAILING = new Set([...'.,;:!?)]}\'’"…']);

function withoutTrailing(text: string): string {
  let end = text.length;
  while (end > 0 && TRAILING.has(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** A bracket that was opened inside the URL belongs to it. */
const ofUrl = (text: string): string => {
  const ended = text.search(URL_END);
  return withoutTrailing(ended < 0 ? text : text.slice(0, ended));
};

function typed(type: IndicatorType, text: string): Found | null {
  const value = normalise(type, text);
  return value === null ? null : { type, value };
}

function named(piece: string, wasDefanged: boolean): Found | null {
  if (piece.includes('@')) return typed('email', piece);
  if (DEFINITELY_FILE.test(piece) && FILE.test(piece)) return typed('filename', piece);
  const top = piece.slice(piece.lastIndexOf('.') + 1).toLowerCase();
  const isName = TOPS.has(top) || top.startsWith('xn--') || wasDefanged;
  const found = isName && (wasDefanged || !FILE.test(piece) || TOPS.has(top)) ? typed('domain', piece) : null;
  return found ?? (FILE.test(piece) ? typed('filename', piece) : null);
}

function classify(piece: string, wasDefanged: boolean): Found | null {
  const hash = HASHES[piece.length];
  if (hash && /^[0-9a-f]+$/iu.test(piece)) return typed(hash, piece);
  if (/^[\d.]+(?::\d{1,5})?$/u.test(piece)) return typed('ipv4', piece.split(':')[0]!);
  if (piece.split(':').length > 2) return typed('ipv6', piece.replace(/^::?ffff:$/iu, ''));
  const name = piece.includes('@') ? piece.slice(piece.lastIndexOf(':') + 1) : piece.split(':')[0]!;
  return name.includes('.') ? named(name, wasDefanged) : null;
}

/** A word of the text: a URL, and what stands around it. */
function inWord(word: string): Found[] {
  const text = refang(word);
  const wasDefanged = text !== word;
  const scheme = text.search(SCHEME);
  const before = scheme < 0 ? text : text.slice(0, scheme);
  const address = scheme < 0 ? null : typed('url', ofUrl(text.slice(scheme)));
  const pieces = before.split(BREAKS).flatMap((piece) => {
    const bare = piece.endsWith('::') ? piece : withoutTrailing(piece);
    // "mailto:", "IP:" and the like stand before; an IPv6 address has colons of its own.
    return classify(bare, wasDefanged) ?? classify(bare.slice(bare.indexOf(':') + 1), wasDefanged) ?? [];
  });
  return address ? [...pieces, address] : pieces;
}

/** What is longer than any value is a list without blanks, or nothing. */
function inLongWord(word: string): Found[] {
  if (word.length < 3) return [];
  if (word.length <= WORD_MAX) return inWord(word);
  return word.split(/[,;|<>"']+/u).flatMap((part) => (part.length <= WORD_MAX ? inWord(part) : []));
}

/** "evil [dot] com" is one word for its reader. */
const joined = (text: string): string =>
  text
    .replace(/[^\S\n][[({](?:dot|point)[\])}][^\S\n]/giu, '[.]')
    .replace(/[^\S\n][[({](?:at|arobase)[\])}][^\S\n]/giu, '[@]');

/**
 * The indicators of a text, each once, in the order in which they stand there. Word by word, so that the time it takes grows with the text
 * alone, whatever somebody has put in it; a longer text is read as far as `EXTRACT_MAX`.
 */
export function extractIndicators(text: string): Found[] {
  const found = new Map<string, Found>();
  for (const word of joined(text.slice(0, EXTRACT_MAX)).split(/\s+/u)) {
    for (const { type, value } of inLongWord(word)) found.set(`${type} ${value}`, { type, value });
    if (found.size >= FOUND_MAX) break;
  }
  return [...found.values()].slice(0, FOUND_MAX);
}
