import { expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { AddressCheck } from './address.check.js';

const settings = {
  keys: [],
  allowedRanges: ['10.20.0.0/16'],
  ports: [443, 9443],
  allowHttp: false,
  ca: undefined,
  logDays: 60,
  timeout: 1_000,
};

async function placeOf(url: string, addresses: string[]) {
  const check = new AddressCheck(settings, { addressesOf: () => Promise.resolve(addresses) } as never);
  try {
    await check.refuseInner(url);
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.params.places?.[0] : error;
  }
}

it.each([
  ['leads outside', ['1.1.1.1', '2606:4700::1111'], null],
  ['is known to nobody yet', [], null],
  ['leads inside where that is allowed', ['10.20.3.4'], null],
  ['leads inside', ['10.0.0.1'], { path: 'url', code: 'address-private' }],
  ['leads outside and inside', ['1.1.1.1', '127.0.0.1'], { path: 'url', code: 'address-private' }],
])('a name that %s', async (_, addresses, expected) => {
  expect(await placeOf('https://outil.exemple.fr/vigie', addresses)).toEqual(expected);
});

it('says which ports there are when it refuses one', async () => {
  expect(await placeOf('https://outil.exemple.fr:22/', [])).toEqual({
    path: 'url',
    code: 'url-port',
    detail: '443, 9443',
  });
});
