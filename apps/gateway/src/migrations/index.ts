import type { Migration } from '#libs/database';
import { CreateGateway1795478400000 } from './1795478400000-create-gateway.js';

export const migrations: readonly Migration[] = [CreateGateway1795478400000];
