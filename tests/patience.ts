import { jest } from '@jest/globals';

/** Many tests start and stop real servers: on a busy machine that takes its time, and no test is timed. */
jest.setTimeout(300_000);

/** Each worker draws its ports from a range of its own. */
const RANGE = 5_000;
const worker = (Number(process.env['JEST_WORKER_ID'] ?? 1) - 1) % 4;
process.env['VIGIE_PORTS'] = `${10_240 + worker * RANGE}-${10_240 + (worker + 1) * RANGE}`;
