import type { MessageStructureObject } from 'imapflow';

/** A part of a mail, by the number that IMAP gives it. */
export interface Part {
  number: string;
  mediaType: string;
  name: string | undefined;
  /** Bytes once decoded, as far as can be told before they are fetched. */
  size: number;
}

/** The parts of a mail: those that are its text, in order, and everything else. */
export interface Parts {
  texts: Part[];
  attachments: Part[];
}

/** Deeper is not a mail that a person wrote: what lies there is kept in one piece. */
const DEPTH = 20;

/** Where a mail says the same in several ways, its plain text is taken, else its HTML. */
export function partsOf(structure: MessageStructureObject): Parts {
  const parts: Parts = { texts: [], attachments: [] };
  collect(structure, parts, 0);
  return parts;
}

function collect(node: MessageStructureObject, parts: Parts, depth: number): void {
  if (depth > DEPTH) return void parts.attachments.push(partOf(node));
  const { childNodes = [] } = node;
  if (node.type === 'multipart/alternative') collectAlternative(childNodes, parts, depth);
  // A mail within a mail is one attachment, whatever it holds.
  else if (childNodes.length > 0 && node.type !== 'message/rfc822')
    for (const child of childNodes) collect(child, parts, depth + 1);
  else (isText(node) ? parts.texts : parts.attachments).push(partOf(node));
}

function collectAlternative(nodes: readonly MessageStructureObject[], parts: Parts, depth: number): void {
  const ways = nodes.map((node) => {
    const way: Parts = { texts: [], attachments: [] };
    collect(node, way, depth + 1);
    return way;
  });
  const plain = ways.find(
    ({ texts }) => texts.length > 0 && texts.every(({ mediaType }) => mediaType === 'text/plain'),
  );
  const best = plain ?? ways.find(({ texts }) => texts.length > 0);
  parts.texts.push(...(best?.texts ?? []));
  // Pictures of the HTML, and invitations.
  for (const { attachments } of ways) parts.attachments.push(...attachments);
}

const isText = ({ type, disposition, ...node }: MessageStructureObject): boolean =>
  (type === 'text/plain' || type === 'text/html') && disposition !== 'attachment' && nameOf(node) === undefined;

const nameOf = ({ dispositionParameters, parameters }: Partial<MessageStructureObject>): string | undefined =>
  dispositionParameters?.['filename'] ?? parameters?.['name'];

function partOf(node: MessageStructureObject): Part {
  const { part = '1', type, size = 0, encoding, envelope } = node;
  const given = nameOf(node) ?? (type === 'message/rfc822' ? `${envelope?.subject ?? 'message'}.eml` : undefined);
  const decoded = encoding?.toLowerCase() === 'base64' ? Math.floor((size * 3) / 4.1) : size;
  return {
    number: part,
    mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
    name: given,
    size: decoded,
  };
}
