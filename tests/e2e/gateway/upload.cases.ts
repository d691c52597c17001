import { describe, expect, it } from '@jest/globals';
import { type RefusalBody, UPLOAD_MAX_BYTES } from '#libs/contracts';
import { cast } from './running.js';

describe('an upload', () => {
  it('may be as large as the contract says, and no larger', async () => {
    const client = cast.rightful.analyst;
    const answer = await client.send<{ bytes: number }>('POST', '/api/uploads', new Uint8Array(UPLOAD_MAX_BYTES));
    expect([answer.status, answer.body.bytes]).toEqual([200, UPLOAD_MAX_BYTES]);
    const larger = await client.send<RefusalBody>('POST', '/api/uploads', new Uint8Array(UPLOAD_MAX_BYTES + 1));
    expect([larger.status, larger.body.code]).toEqual([413, 'too-large']);
  });

  it('is bytes and nothing else', async () => {
    const answer = await cast.rightful.analyst.send<RefusalBody>('POST', '/api/uploads', { a: 1 });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media']);
  });
});
