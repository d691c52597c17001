import { z } from 'zod';
import { command, query } from '../command.js';
import { Id, InstantOut, Tlp, isStorable, limit, line, page, personal, prose } from '../common.js';
import { Visibility } from '../journal.js';

/** Largest file unless the installation says otherwise, in bytes. */
export const ATTACHMENT_MAX_BYTES = 500 * 1024 * 1024;
/** Of the name that its sender's machine gave it, in UTF-16 units. */
export const ATTACHMENT_NAME_MAX = 1_000;

/**
 * What the scanner found. Only `clean` was looked at whole: `too-large` goes beyond a limit of the scanner (an archive bomb does),
 * `encrypted` and `unreadable` could not be looked into, `unscanned` waits.
 */
export const Verdict = z.enum(['unscanned', 'clean', 'infected', 'too-large', 'encrypted', 'unreadable']);
export type Verdict = z.infer<typeof Verdict>;

/** `uploading`: some of it is here. `stored`: all of it is, and it is on the incident. `destroyed`: the record stays, its bytes do not. */
export const AttachmentState = z.enum(['uploading', 'stored', 'destroyed']);
export type AttachmentState = z.infer<typeof AttachmentState>;

/** `mail`: it came with the mail from which the incident was declared. */
const AttachmentSource = z.enum(['upload', 'mail']);

const Side = z.enum(['facility', 'agency']);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file on an incident. */
export const Attachment = z.object({
  id: Id,
  incidentId: Id,
  /** Safe to save under: no path, no control or direction character. */
  name: personal(z.string()),
  /** As its sender's machine called it; never show it without escaping what cannot be seen. */
  originalName: personal(z.string()),
  size: z.number().int(),
  /** Null until all of it is here. */
  sha256: Sha256.nullable(),
  /** Why it was attached. */
  purpose: personal(z.string()),
  /** Null: that of the incident. */
  tlp: Tlp.nullable(),
  visibility: Visibility,
  state: AttachmentState,
  source: AttachmentSource,
  side: Side,
  /** Null where a facility reads of the agency's people, and for what came by mail. */
  attachedBy: Id.nullable(),
  begunAt: InstantOut,
  storedAt: InstantOut.nullable(),
  verdict: Verdict,
  /** What was found in it, in the scanner's words. */
  finding: z.string().nullable(),
  scannedAt: InstantOut.nullable(),
  /** How old what the scanner knew was, when it looked; null where it does not tell. */
  signaturesAt: InstantOut.nullable(),
  /** Kept as evidence: it cannot be destroyed. */
  sealedAt: InstantOut.nullable(),
});
export type Attachment = z.infer<typeof Attachment>;

export const CustodyAction = z.enum([
  'attached',
  'scanned',
  'downloaded',
  'verified',
  'handed-over',
  'sealed',
  'destroyed',
]);
export type CustodyAction = z.infer<typeof CustodyAction>;

/** A line of who had a file, when and why. Lines are only ever added. */
export const CustodyLine = z.object({
  id: Id,
  at: InstantOut,
  action: CustodyAction,
  /** `system`: the platform itself. */
  side: z.enum(['facility', 'agency', 'system']),
  /** Null where a facility reads of the agency's people, and for the platform. */
  personId: Id.nullable(),
  /** Whom it was handed to, outside. */
  recipient: personal(z.string().nullable()),
  reason: z.string().nullable(),
  /** Of a scan the verdict, of a check `intact` or `damaged`. */
  result: z.string().nullable(),
});
export type CustodyLine = z.infer<typeof CustodyLine>;

/** Lines of a file that are told from the beginning of its chain, and from its end. */
export const CUSTODY_TOLD = 500;

/** How much of a file is here: the next byte to send is the one at `offset`. */
export const UploadProgress = z.object({ attachmentId: Id, offset: z.number().int(), size: z.number().int() });
export type UploadProgress = z.infer<typeof UploadProgress>;

/** Where its bytes are fetched, for some minutes, by who asked; as often as the line breaks, and asked for once in the chain of custody. */
export const DownloadTicket = z.object({ downloadId: Id, name: personal(z.string()), size: z.number().int() });
export type DownloadTicket = z.infer<typeof DownloadTicket>;

export const ScannerState = z.object({
  /** `off`: this installation has none. */
  state: z.enum(['up', 'down', 'off']),
  engine: z.string().nullable(),
  signaturesAt: InstantOut.nullable(),
  /** Older than this installation allows, or of unknown age. */
  outdated: z.boolean(),
  /** Files that wait to be looked at. */
  waiting: z.number().int(),
  /** Those of them that were offered again and again in vain. */
  stuck: z.number().int(),
});
export type ScannerState = z.infer<typeof ScannerState>;

/** To hash what is stored of the largest file takes seconds. */
const LONG_PATIENCE = 60_000;
const one = { incidentId: Id, attachmentId: Id };

export const attachmentCommands = {
  /** Announces a file. Its bytes follow on `sendAttachment`, in one part or in many. */
  'incident.attachment.begin': command(
    'attachment.write',
    z.strictObject({
      id: Id,
      incidentId: Id,
      name: personal(z.string().min(1).max(ATTACHMENT_NAME_MAX).refine(isStorable, { error: 'control-character' })),
      size: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
      purpose: personal(prose(500)),
      tlp: Tlp.nullable().default(null),
      visibility: Visibility.default('shared'),
    }),
    UploadProgress,
  ),
  'incident.attachment.progress': query('attachment.write', z.strictObject(one), UploadProgress),
  /** All of it is here: it becomes part of the incident. */
  'incident.attachment.finish': command('attachment.write', z.strictObject(one), Attachment, LONG_PATIENCE),
  /** The newest first; of files on their way, one's own alone. */
  'incident.attachment.list': query(
    'incident.read',
    z.strictObject({ incidentId: Id, cursor: z.string().max(200).optional(), limit: limit(100, 200) }),
    page(Attachment).extend({ maxBytes: z.number().int(), maxCount: z.number().int() }),
  ),
  'incident.attachment.get': query(
    'incident.read',
    z.strictObject(one),
    z.object({
      attachment: Attachment,
      /** The oldest first; of many the first and the last `CUSTODY_TOLD`. */
      custody: z.array(CustodyLine),
      /** How many lines lie between these and are not told. */
      custodyOmitted: z.number().int(),
      /** How often it was fetched as clean; null: it never was that. */
      fetchedAsClean: z.number().int().nullable(),
    }),
  ),
  /** Asks for its bytes. Of what is not clean only the agency gets them, and says why. */
  'incident.attachment.open': command(
    'attachment.fetch',
    z.strictObject({ ...one, reason: prose(500).nullable().default(null) }),
    DownloadTicket,
  ),
  /** Hashes what is stored and compares. */
  'incident.attachment.verify': command(
    'attachment.fetch',
    z.strictObject(one),
    z.object({ intact: z.boolean(), sha256: Sha256.nullable() }),
    LONG_PATIENCE,
  ),
  'incident.attachment.hand-over': command(
    'attachment.keep',
    z.strictObject({ ...one, recipient: personal(line(200)), reason: prose(500) }),
    CustodyLine,
  ),
  'incident.attachment.seal': command('attachment.keep', z.strictObject({ ...one, reason: prose(500) }), Attachment),
  /** Its key is forgotten, and with it its bytes; the record and who had it stay. */
  'incident.attachment.destroy': command('attachment.keep', z.strictObject({ ...one, reason: prose(500) }), Attachment),
  'incident.attachment.scanner': query('scanner.read', z.strictObject({}), ScannerState),
} as const;
