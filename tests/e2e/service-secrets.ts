import type { keepSecrets } from '../../deploy/local/secrets.mjs';

export type Secrets = Awaited<ReturnType<typeof keepSecrets>>;

/** The address that stands on what a rig's services print and mail. */
export const PUBLIC_URL = 'https://vigie.example';
const REGION = 'martinique';

/** What a service reads besides its database and NATS: who it is, and the keys that are its own. */
export function secretsOf(service: string, { identity, paper, relay, webhook }: Secrets): Record<string, string> {
  const publicKeys = Object.entries(identity).map(([name, { publicKey }]) => [name, publicKey]);
  return {
    VIGIE_IDENTITY_PRIVATE_KEY: identity[service]?.privateKey ?? '',
    VIGIE_IDENTITY_PUBLIC_KEYS: JSON.stringify(Object.fromEntries(publicKeys)),
    ...(service === 'alerting' && { VIGIE_WEBHOOK_KEYS: webhook.join(',') }),
    ...(service === 'directory' && { VIGIE_RELAY_PUBLIC_KEY: relay.publicKey }),
    ...(service === 'incident' && {
      VIGIE_PUBLIC_URL: PUBLIC_URL,
      VIGIE_REGION: REGION,
      VIGIE_PAPER_KEYS: paper.join(','),
      VIGIE_RELAY_PRIVATE_KEY: relay.privateKey,
    }),
  };
}
