import type { Migration } from '#libs/database';
import { CreateDirectory1795478400000 } from './1795478400000-create-directory.js';
import { CreateDevices1796060000000 } from './1796060000000-create-devices.js';

export const migrations: readonly Migration[] = [CreateDirectory1795478400000, CreateDevices1796060000000];
