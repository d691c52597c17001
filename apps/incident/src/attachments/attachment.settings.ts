import type { ConfigOf } from '#libs/platform';
import { Port, variable } from '#libs/platform';
import { z } from 'zod';
import { MasterKeys, readMasterKeys } from './store/master-keys.js';

const MB = 1024 * 1024;
const Megabytes = z.coerce.number().int().min(1).max(100_000_000);

/** What the incident service reads about files on incidents. Without folder and keys it takes none. */
export const attachmentVariables = {
  attachmentsDir: variable(
    'VIGIE_ATTACHMENTS_DIR',
    z.string().startsWith('/').optional(),
    'the folder of the attachment store, an absolute path; all copies of the service share it',
  ),
  attachmentKeys: variable(
    'VIGIE_ATTACHMENT_KEYS',
    z
      .string()
      .optional()
      .transform((text, context) => {
        if (text === undefined) return undefined;
        const keys = readMasterKeys(text);
        if (!keys) context.addIssue('not master keys');
        return keys ?? undefined;
      }),
    'master keys, <id>:<32 bytes in base64url>, separated by commas: the first wraps the keys of new files, the others those of before',
  ),
  attachmentsHost: variable(
    'VIGIE_ATTACHMENTS_HOST',
    z.string().default('127.0.0.1'),
    'the address on which the gateway hands files over, such as 127.0.0.1; nobody else should reach it',
  ),
  attachmentsPort: variable('VIGIE_ATTACHMENTS_PORT', Port.default(0), 'a port from 0 to 65535 (0: any free one)'),
  attachmentMaxMb: variable(
    'VIGIE_ATTACHMENT_MAX_MB',
    Megabytes.default(500),
    'megabytes of the largest file, such as 500',
  ),
  attachmentMaxCount: variable(
    'VIGIE_ATTACHMENT_MAX_COUNT',
    z.coerce.number().int().min(1).max(10_000).default(200),
    'how many files one incident may have, such as 200',
  ),
  attachmentFacilityMb: variable(
    'VIGIE_ATTACHMENT_FACILITY_MB',
    Megabytes.default(20_000),
    'megabytes that the files of one facility may take, such as 20000',
  ),
  clamd: variable(
    'VIGIE_CLAMD',
    z
      .string()
      .regex(/^(\/.+|[^/:\s]+:\d{1,5})$/)
      .optional(),
    'where clamd listens: the path of its socket, or host:port',
  ),
  clamdDatabase: variable(
    'VIGIE_CLAMD_DATABASE',
    z.string().startsWith('/').optional(),
    'the folder of clamd’s signatures, when this service can read it: for databases that do not tell their age',
  ),
  signaturesMaxDays: variable(
    'VIGIE_SIGNATURES_MAX_DAYS',
    z.coerce.number().positive().max(365).default(7),
    'days after which the scanner’s signatures count as outdated, such as 7',
  ),
  rescanMbPerMinute: variable(
    'VIGIE_RESCAN_MB_PER_MINUTE',
    z.coerce.number().positive().max(100_000).default(600),
    'megabytes a minute of clean files that are looked at again when signatures are newer, such as 600',
  ),
} as const;

/** Injected under this token; null where the installation takes no files. */
export const ATTACHMENTS = Symbol('attachments');
export interface AttachmentSettings {
  dir: string;
  keys: MasterKeys;
  listen: { host: string; port: number };
  maxBytes: number;
  maxCount: number;
  facilityBytes: number;
}

export const SCANNER = Symbol('scanner');
export interface ScannerSettings {
  clamd: string | null;
  database: string | null;
  /** Milliseconds. */
  maxAge: number;
  /** Of clean files, again: bytes in a millisecond. */
  rescanRate: number;
}

type Config = ConfigOf<typeof attachmentVariables>;

export function attachmentSettings(config: Config): AttachmentSettings | null {
  const { attachmentsDir: dir, attachmentKeys: keys } = config;
  if (dir === undefined || keys === undefined) return null;
  return {
    dir,
    keys: new MasterKeys(keys),
    listen: { host: config.attachmentsHost, port: config.attachmentsPort },
    maxBytes: config.attachmentMaxMb * MB,
    maxCount: config.attachmentMaxCount,
    facilityBytes: config.attachmentFacilityMb * MB,
  };
}

export const scannerSettings = ({ clamd, clamdDatabase, ...config }: Config): ScannerSettings => ({
  clamd: clamd ?? null,
  database: clamdDatabase ?? null,
  maxAge: config.signaturesMaxDays * 86_400_000,
  rescanRate: (config.rescanMbPerMinute * MB) / 60_000,
});
