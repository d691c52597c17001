import type { Migration } from '#libs/database';
import { CreateDirectory1795478400000 } from './1795478400000-create-directory.js';

export const migrations: readonly Migration[] = [CreateDirectory1795478400000];
