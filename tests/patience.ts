import { jest } from '@jest/globals';

/** These tests start and stop real servers: on a busy machine that takes its time, and no test is timed. */
jest.setTimeout(300_000);
