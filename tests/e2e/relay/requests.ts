import { expect } from '@jest/globals';
import type { DeclarationInput, RefusalBody, RelayReceipt } from '#libs/contracts';
import type { Answer, Client } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { admin, cast, relayer } from './running.js';

export const declared = (more: Partial<DeclarationInput> = {}) => aDeclaration(cast.facilityA, more);
export const relay = (parts: readonly string[], by = relayer, key?: string) =>
  by.post<RelayReceipt>('/api/relays', { parts }, { key, attempts: 1 });
export const personOf = (client: Client) => client.session?.identity.personId;

export async function incidentsOf(
  id: string,
): Promise<{ source: string; relayed_by: string | null; declared_by: string }[]> {
  const sql = 'SELECT source, relayed_by, declared_by FROM incident.incident WHERE id = $1';
  return (await admin.query<{ source: string; relayed_by: string | null; declared_by: string }>(sql, [id])).rows;
}

/** A refusal with its sentence, and nothing recorded. */
export async function expectRefused(answer: Answer, status: number, code: string, id?: string): Promise<RefusalBody> {
  const body = answer.body as RefusalBody;
  expect([answer.status, body.code]).toEqual([status, code]);
  expect(body.message).toMatch(/^[^{}]{60,}$/);
  if (id) expect(await incidentsOf(id)).toEqual([]);
  return body;
}
