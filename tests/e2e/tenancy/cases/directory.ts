import { generateKeyPairSync } from 'node:crypto';
import { newRecordId } from '../../story/world.js';
import type { Cases } from '../case.js';

const A_PUBLIC_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ format: 'der', type: 'spki' })
  .toString('base64url');
const profile = {
  nis2: 'important',
  healthDuty: 'yes',
  publicEstablishment: 'no',
  holdsHealthData: 'yes',
  cyberInsured: 'unknown',
};

export const directoryCases = {
  configuration: 'open',
  health: 'open',
  signIn: 'open',
  signOut: 'open',
  session: 'open',

  territories: { rightful: 'declarant', kind: 'shared', request: () => ({}) },
  territory: { rightful: 'declarant', kind: 'shared', request: () => ({ path: { code: '972' } }) },
  facilities: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  facility: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  contacts: { rightful: 'facility-manager', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  saveContact: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, contactId }) => ({
      path: { facilityId, id: contactId },
      body: {
        label: 'Astreinte',
        name: 'Cadre d’astreinte',
        email: 'astreinte@contact.example',
        phone: null,
        outside: true,
        locale: 'fr',
      },
    }),
  },
  profile: { rightful: 'declarant', kind: 'record', request: ({ facilityId }) => ({ path: { facilityId } }) },
  saveProfile: {
    rightful: 'administrator',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId }, body: { profile } }),
  },
  machineKeys: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId }) => ({ path: { facilityId } }),
  },
  createMachineKey: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, outsideContactId }) => ({
      path: { facilityId },
      body: { id: newRecordId(), name: 'EDR', contactId: outsideContactId, scopes: ['declare'], validDays: 30 },
    }),
  },
  revokeMachineKey: {
    rightful: 'facility-manager',
    kind: 'record',
    request: ({ facilityId, keyId }) => ({ path: { facilityId, keyId }, body: {} }),
  },
  machineDeclare: {
    rightful: 'machine',
    kind: 'record',
    request: () => ({ body: { externalId: newRecordId(), what: 'Chiffrement en cours sur un serveur.' } }),
  },
  devices: { rightful: 'declarant', kind: 'collection', request: () => ({}) },
  enrolDevice: {
    rightful: 'declarant',
    kind: 'shared',
    request: () => ({ body: { id: newRecordId(), publicKey: A_PUBLIC_KEY, label: 'Téléphone' } }),
  },
  revokeDevice: { rightful: 'declarant', kind: 'record', request: ({ deviceId }) => ({ path: { deviceId } }) },
  people: { rightful: 'facility-manager', kind: 'record', request: ({ facilityId }) => ({ query: { facilityId } }) },
} satisfies Cases;
