import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writePrivate } from './data.mjs';

/** @typedef {{ privateKey: string, publicKey: string }} KeyPair PKCS8 and SPKI, DER, base64url */
/**
 * @typedef {object} Secrets
 * @property {string} superuser of a PostgreSQL server that is Vigie's alone (compose)
 * @property {Record<string, string>} database by login role
 * @property {Record<string, string>} nats by user
 * @property {Record<string, KeyPair>} identity by service
 * @property {string[]} paper keys of paper forms, the newest first
 * @property {string[]} webhook keys that seal the secrets of webhooks, the newest first
 * @property {string[]} attachments master keys of stored files, `<id>:<key>`, the newest first
 * @property {KeyPair} relay for which devices seal declarations that others relay
 */

/** The services, in the order in which they may be stopped: what people reach goes first. */
export const SERVICES = /** @type {const} */ (['gateway', 'alerting', 'asset-inventory', 'incident', 'directory']);

/** @typedef {typeof SERVICES[number]} Service */

/**
 * @param {string} service
 * @returns {string} its login role in PostgreSQL
 */
export function loginRole(service) {
  return `vigie_${service.replaceAll('-', '_')}`;
}

/** Letters and digits only, a letter first: every configuration file reads it as a string. */
function newPassword() {
  return `v${randomBytes(24).toString('hex')}`;
}

/** 256 bits, base64url. */
function newKey() {
  return randomBytes(32).toString('base64url');
}

/** With a name, by which a file's key tells what wrapped it. */
const newMasterKey = () => `${randomBytes(4).toString('hex')}:${newKey()}`;

/**
 * Keys that are known at most: forms lie in crisis binders for years, and must not turn invalid because the secrets were made anew. A key that
 * has leaked makes no form genuine that was not issued: its number is looked up as well.
 */
const PAPER_KEYS = 5;

/** The newest, and the one before: what it sealed is sealed anew within an hour. */
const WEBHOOK_KEYS = 2;

/**
 * @param {import('node:crypto').KeyPairKeyObjectResult} pair
 * @returns {KeyPair}
 */
function written({ privateKey, publicKey }) {
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  };
}

/** Signs who acts. */
const newKeyPair = () => written(generateKeyPairSync('ed25519'));

/** Of the one curve on which every browser agrees. */
const newRelayPair = () => written(generateKeyPairSync('ec', { namedCurve: 'P-256' }));

/**
 * The stack's passwords and keys: made once, kept in a file that only its owner reads. What a later version adds is
 * added; what is there stays, unless everything is to be new (but the superuser's password, which only PostgreSQL changes, and the keys of
 * forms that are printed already).
 *
 * @param {string} file
 * @param {{ rotate?: boolean }} [options]
 * @returns {Promise<Secrets>}
 */
export async function keepSecrets(file, { rotate = false } = {}) {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { superuser, ...rest } = /** @type {Partial<Secrets>} */ (text ? JSON.parse(text) : {});
  const kept = rotate ? {} : rest;
  const secrets = {
    superuser: superuser ?? newPassword(),
    database: fill(['vigie_owner', ...SERVICES.map(loginRole)], kept.database, newPassword),
    nats: fill([...SERVICES, 'cli'], kept.nats, newPassword),
    identity: fill([...SERVICES, 'cli'], kept.identity, newKeyPair),
    paper: rotate ? [newKey(), ...(rest.paper ?? [])].slice(0, PAPER_KEYS) : (rest.paper ?? [newKey()]),
    webhook: rotate ? [newKey(), ...(rest.webhook ?? [])].slice(0, WEBHOOK_KEYS) : (rest.webhook ?? [newKey()]),
    // None is ever dropped here: it may be the only one that opens a file (`vigie attachments rotate-key` says when it no longer is).
    attachments: rotate || !rest.attachments ? [newMasterKey(), ...(rest.attachments ?? [])] : rest.attachments,
    relay: kept.relay ?? newRelayPair(),
  };
  const wanted = `${JSON.stringify(secrets, undefined, 2)}\n`;
  if (wanted !== text) await writePrivate(file, wanted);
  return secrets;
}

/**
 * @template T
 * @param {string[]} names
 * @param {Record<string, T> | undefined} kept
 * @param {() => T} make
 * @returns {Record<string, T>}
 */
function fill(names, kept, make) {
  return Object.fromEntries(names.map((name) => [name, kept?.[name] ?? make()]));
}
