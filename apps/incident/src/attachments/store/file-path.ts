import { join } from 'node:path';

/** Where a file lies in the store's folder. By the end of the id, which is random: the folders fill evenly. */
export const filePath = (dir: string, fileId: string): string => join(dir, fileId.slice(-2), fileId);
