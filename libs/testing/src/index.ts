export { scratchFolder } from './folder.js';
export { startTestDatabase, type TestDatabase } from './database.js';
