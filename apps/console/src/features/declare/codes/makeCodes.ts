import {
  Declaration,
  relayExcess,
  relayParts,
  sealForRelay,
  type DeclarationInput,
  type RelayedDeclarationInput,
} from '#libs/contracts';
import type { OwnDevice } from '../../../shared/device/device.js';

/** Roughly how many characters of French, deflated, fill a byte. */
const CHARACTERS_PER_BYTE = 1.8;

export type Codes = { parts: string[] } | { excess: number };

/** The texts of the codes, or by how many characters the declaration is too long for them. */
export async function makeCodes(
  input: DeclarationInput,
  key: string,
  { id, keys, region }: OwnDevice,
  now: Date,
): Promise<Codes> {
  // As the agency will read it, so that sent directly it is the same declaration to the letter.
  const declaration = Declaration.parse(input);
  const content: RelayedDeclarationInput = { declaration, key, signedAt: now.toISOString() };
  const device = { id, privateKey: keys.privateKey };
  const sealed = await sealForRelay(JSON.stringify(content), device, region.publicKey);
  const excess = relayExcess(sealed);
  if (excess > 0) return { excess: Math.ceil((excess * CHARACTERS_PER_BYTE) / 100) * 100 };
  return { parts: await relayParts(sealed) };
}
