import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseDataFolder } from '../../../deploy/local/data.mjs';
import { startDovecot } from '../../../deploy/local/dovecot.mjs';
import { selfSigned } from './certificate.js';
import { scratchFolder } from './folder.js';

/** A Dovecot of one's own with one mailbox, under certificates of its own. */
export interface TestImap {
  /** imaps://user:password@host:port/INBOX */
  url: string;
  /** The same, without TLS at the start. */
  plainUrl: string;
  /** A file with the certificate that signs the server's. */
  caFile: string;
  /** Where its mails lie. */
  maildir: string;
  /** Puts a mail into the mailbox as a mail server does. */
  deliver: (mail: string | Buffer) => Promise<void>;
  /** How many mails are in a folder of the mailbox. */
  count: (folder?: string) => Promise<number>;
  /** As an outage: everybody is thrown out. */
  stop: () => Promise<void>;
  /** On the same port. */
  start: () => Promise<void>;
  setPassword: (password: string) => Promise<void>;
  close: () => Promise<void>;
}

const HOST = '127.0.0.1';
const USER = 'declarations';
const PASSWORD = 'for-tests';

/** @param options.idle false: a server that does not tell of new mails by itself */
export async function startTestImap(options: { idle?: boolean } = {}): Promise<TestImap> {
  const [folder, { path: dataDir }] = await Promise.all([scratchFolder('imap'), chooseDataFolder()]);
  const tls = selfSigned();
  const caFile = join(folder.path, 'ca.pem');
  const dir = join(folder.path, 'dovecot');
  await mkdir(dir);
  await writeFile(caFile, tls.certificate);
  const users = { [USER]: PASSWORD };
  const server = await startDovecot({ dir, toolsDir: join(dataDir, 'tools'), users, tls, ...options });
  const { account } = server;
  const inbox = server.maildir(USER);
  const give = async (path: string) => {
    if (account) await chown(path, account.uid, account.gid);
  };
  for (const name of ['', 'tmp', 'new', 'cur']) {
    await mkdir(join(inbox, name), { recursive: true });
    await give(join(inbox, name));
  }
  let delivered = 0;
  return {
    url: `imaps://${USER}:${PASSWORD}@${HOST}:${server.tlsPort}/INBOX`,
    plainUrl: `imap://${USER}:${PASSWORD}@${HOST}:${server.port}/INBOX`,
    caFile,
    maildir: inbox,
    async deliver(mail) {
      delivered += 1;
      const name = `${Math.floor(Date.now() / 1000)}.${String(delivered).padStart(6, '0')}${randomBytes(4).toString('hex')}.test`;
      await writeFile(join(inbox, 'tmp', name), mail);
      await give(join(inbox, 'tmp', name));
      await rename(join(inbox, 'tmp', name), join(inbox, 'new', name));
    },
    async count(name) {
      const box = name === undefined ? inbox : join(inbox, `.${name}`);
      const parts = await Promise.all(['new', 'cur'].map((part) => readdir(join(box, part)).catch(() => [])));
      return parts.flat().length;
    },
    stop: () => server.stop(),
    start: () => server.start(),
    setPassword: (password) => server.setUsers({ [USER]: password }),
    async close() {
      await server.stop();
      await folder.remove();
    },
  };
}
