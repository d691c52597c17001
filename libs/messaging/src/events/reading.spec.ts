import { describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import { readMessage } from './reading.js';

const id = '019f0000-0000-7000-8000-000000000001';
const envelope = {
  id,
  producer: 'incident',
  type: 'incident.acknowledged',
  schemaVersion: 1,
  aggregateId: '019f0000-0000-7000-8000-000000000002',
  version: 3,
  kind: 'real',
  occurredAt: '2026-11-24T23:59:59.999Z',
  recordedAt: '2026-11-25T00:00:00.000Z',
  actorId: '00000000-0000-0000-0000-000000000000',
  traceId: 'trace',
  payload: { facilityId: id, territory: '972', reference: '972-2026-0001', state: 'acknowledged' },
};

function message(content: unknown, type = 'incident.acknowledged', messageId = `${id}:2`) {
  const messageHeaders = headers();
  messageHeaders.set('Nats-Msg-Id', messageId);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return {
    subject: `vigie.evt.incident.${type}`,
    headers: messageHeaders,
    json: <T>() => JSON.parse(text) as T,
  };
}

const read = (...args: Parameters<typeof message>) => readMessage(message(...args), 'incident', 'gateway');
const unreadable = (reason: string, day: string | undefined = '2026-11-25') => ({
  kind: 'unreadable',
  eventId: id,
  day,
  reason,
});

describe('a message', () => {
  it('that fits the contract is an event', () => {
    expect(read(envelope)).toEqual({ kind: 'event', envelope });
  });

  it('loses what the contract does not know', () => {
    const longer = { ...envelope, payload: { ...envelope.payload, later: 1 } };
    expect(read(longer)).toEqual({ kind: 'event', envelope });
  });

  it('of a type that another service hears is not ours, whatever is in it', () => {
    expect(readMessage(message('?'), 'incident', 'directory')).toEqual({ kind: 'not-ours' });
  });

  it.each([
    ['an unknown type', { ...envelope, type: 'incident.teleported' }, 'incident.teleported', 'unknown type'],
    ['a newer version', { ...envelope, schemaVersion: 2 }, undefined, 'schema version 2, known up to 1'],
    [
      'a payload that does not fit',
      { ...envelope, payload: { ...envelope.payload, state: 'lost' } },
      undefined,
      'payload: state invalid-value',
    ],
    ['another subject', { ...envelope, type: 'incident.taken' }, undefined, 'envelope: not of this subject'],
    ['another producer', { ...envelope, producer: 'alerting' }, undefined, 'envelope: not of this subject'],
  ])('with %s cannot be read', (_, content, type, reason) => {
    expect(read(content, type)).toEqual(unreadable(reason));
  });

  it('that is no envelope is known by the id under which it was published', () => {
    expect(read({ ...envelope, version: 'three' })).toEqual({
      ...unreadable('envelope: version invalid-type'),
      day: undefined,
    });
    expect(read('{')).toEqual({ ...unreadable('envelope: (all) invalid-type'), day: undefined });
    expect(read('{', undefined, "'; DROP TABLE")).toMatchObject({ kind: 'unreadable', eventId: undefined });
  });
});
