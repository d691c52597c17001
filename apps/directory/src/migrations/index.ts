import type { Migration } from '#libs/database';
import { CreateDirectory1795478400000 } from './1795478400000-create-directory.js';
import { CreateFacilityProfile1796050000000 } from './1796050000000-create-facility-profile.js';
import { CreateDevices1796060000000 } from './1796060000000-create-devices.js';
import { CreateMachineKeys1796090000000 } from './1796090000000-create-machine-keys.js';

export const migrations: readonly Migration[] = [
  CreateDirectory1795478400000,
  CreateFacilityProfile1796050000000,
  CreateDevices1796060000000,
  CreateMachineKeys1796090000000,
];
