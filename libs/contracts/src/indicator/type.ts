import { z } from 'zod';

/** What an observed value is. */
export const IndicatorType = z.enum(['ipv4', 'ipv6', 'domain', 'url', 'email', 'md5', 'sha1', 'sha256', 'filename']);
export type IndicatorType = z.infer<typeof IndicatorType>;

/** Why a value might accuse nobody: it is recorded all the same, and the reader is told. */
export const IndicatorFlag = z.enum(['private', 'loopback', 'documentation', 'reserved', 'harmless']);
export type IndicatorFlag = z.infer<typeof IndicatorFlag>;

/** The longest value that is taken, in UTF-16 units. */
export const INDICATOR_MAX = 2_048;
