import { randomUUID } from 'node:crypto';
import {
  Declaration,
  type DeclarationInput,
  type RelayedDeclarationInput,
  newDeviceKeys,
  relayParts,
  sealForRelay,
  toBase64url,
} from '#libs/contracts';
import { type Client, ok } from '#libs/testing';

interface Enrolled {
  deviceId: string;
  expiresAt: string;
  region: { id: string; publicKey: string };
}

/** A telephone with a key of its own: what the console does, without its screen. */
export class Phone {
  private constructor(
    readonly deviceId: string,
    readonly publicKey: string,
    private readonly privateKey: CryptoKey,
    readonly region: string,
  ) {}

  static async enrolledBy(client: Client): Promise<Phone> {
    const { privateKey, publicKey } = await newDeviceKeys();
    const id = randomUUID();
    const spki = toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)));
    const answer = await client.post<Enrolled>('/api/devices', { id, publicKey: spki, label: 'Téléphone d’essai' });
    return new Phone(id, spki, privateKey, ok(answer).region.publicKey);
  }

  /** The texts of the codes that its screen shows. */
  async shows(
    declaration: DeclarationInput,
    more: Partial<RelayedDeclarationInput> & { region?: string } = {},
  ): Promise<string[]> {
    const { region = this.region, ...part } = more;
    const content = {
      declaration: Declaration.parse(declaration),
      key: randomUUID(),
      signedAt: new Date().toISOString(),
      ...part,
    };
    return this.showsText(JSON.stringify(content), region);
  }

  /** The same with whatever it was made to sign. */
  async showsText(text: string, region = this.region, deviceId = this.deviceId): Promise<string[]> {
    return relayParts(await sealForRelay(text, { id: deviceId, privateKey: this.privateKey }, region));
  }
}
