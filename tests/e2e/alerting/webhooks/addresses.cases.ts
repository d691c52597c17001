import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { makeDue, makeEndpoint, manager, receiver, rig, rowsOf, settled, taken, untrusted } from './running.js';

const codeOf = async (url: string): Promise<string> => {
  try {
    await makeEndpoint({ url });
    return 'taken';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} ${error.params.places?.[0]?.code}`;
  }
};

describe('an address', () => {
  it.each([
    ['http://10.0.0.1/', 'url-port'],
    ['https://10.0.0.1/', 'address-private'],
    ['https://0x7f000002/', 'address-private'],
    ['https://169.254.169.254/latest/meta-data/', 'address-private'],
    ['https://[::ffff:10.0.0.1]/', 'address-private'],
    ['https://localhost.localdomain:22/', 'url-port'],
    ['https://a:b@outil.example/', 'url-credentials'],
    ['gopher://outil.example/', 'url-scheme'],
    ['outil', 'url-invalid'],
  ])('%s is refused when it is typed: %s', async (url, code) => {
    expect(await codeOf(url)).toBe(`webhook-address-refused ${code}`);
  });

  it('that was taken and leads inside now is refused at each sending', async () => {
    const endpoint = await makeEndpoint();
    await rig.database.asAdmin(
      `UPDATE alerting.webhook_endpoint SET url = 'http://127.0.0.2:${receiver.port}/inner' WHERE id = '${endpoint.id}'`,
    );
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'address-private');
    expect(receiver.at('/inner')).toEqual([]);
    expect((await rowsOf(endpoint))[0]?.status).toBeNull();
  });

  it('that nobody has, or where nobody listens, is tried again and said in a word', async () => {
    const endpoint = await makeEndpoint({ url: 'https://outil.vigie.invalid/' });
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'name-unknown');
    const change = { endpointId: endpoint.id, name: 'SIEM', topics: endpoint.topics, tlpCeiling: endpoint.tlpCeiling };
    await rig.as(manager, 'alerting.webhook.change', { ...change, url: 'https://127.0.0.1/' });
    await makeDue(endpoint);
    await settled(endpoint, ([row]) => row?.failure === 'connection-refused');
  });

  it('with a certificate that nobody trusts gets nothing', async () => {
    const endpoint = await makeEndpoint({ url: untrusted.url('/') });
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'certificate');
    expect(untrusted.arrived).toEqual([]);
  });
});
