import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { newWebhookSecret, signatureHeaders } from './signature.js';

/** The library compares with the machine's clock. */
const now = () => Math.floor((performance.timeOrigin + performance.now()) / 1000);
const body = '{"type":"webhook.ping","é":"…"}';

describe('signatures', () => {
  it('are what the library of Standard Webhooks verifies, with either secret while two count', () => {
    const [older, newer] = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders({ id: 'msg', timestamp: now(), body }, [newer, older]);
    for (const secret of [older, newer]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
  });

  it('do not fit another body, another id or another time', () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders({ id: 'msg', timestamp: now(), body }, [secret]);
    const hook = new Webhook(secret);
    expect(() => hook.verify(`${body} `, headers)).toThrow();
    expect(() => hook.verify(body, { ...headers, 'webhook-id': 'other' })).toThrow();
    expect(() => hook.verify(body, { ...headers, 'webhook-timestamp': String(now() - 1) })).toThrow();
  });
});
