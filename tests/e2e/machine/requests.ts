import { randomUUID } from 'node:crypto';
import type { MachineKey, Receipt, RefusalBody } from '#libs/contracts';
import { type Answer, type Client, ok } from '#libs/testing';
import { cast } from './running.js';

const PATH = '/api/machine/declarations';

export const seen = (more: Record<string, unknown> = {}) => ({
  externalId: `edr-${randomUUID()}`,
  what: 'Chiffrement en cours sur SRV-PACS-02 : 1 200 fichiers renommés en une minute.',
  suspectedMalicious: 'yes',
  ...more,
});

/** As a tool does: no cookie, no origin, no idempotency key. */
export const send = (client: Client, body: unknown) => client.post<Receipt>(PATH, body, { key: null, attempts: 1 });

export const codeOf = (answer: Answer): [number, string] => [
  answer.status,
  (answer.body as RefusalBody | null)?.code ?? '',
];

export const keysPath = (facilityId = cast.facilityA) => `/api/facilities/${facilityId}/machine-keys`;

export const revoke = async (client: Client, keyId: string) =>
  ok(await client.post<MachineKey>(`${keysPath()}/${keyId}/revoke`, {}));
