export { scratchFolder } from './folder.js';
export { startTestDatabase, type TestDatabase } from './database.js';
export { startTestNats, type TestNats } from './nats.js';
export { startTestRedis, type TestRedis } from './redis.js';
export { startTestImap, type TestImap } from './imap.js';
export { Client, ok, type Answer, type SendOptions } from './client.js';
export { LiveFeed } from './live.js';
export { startPlatform, type Account, type Platform } from './platform.js';
export { readPdf, type ReadPdf } from './pdf.js';
