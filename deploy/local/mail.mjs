import { mkdirSync, realpathSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keptPort } from './ports.mjs';
import { supervise } from './supervise.mjs';

/** @typedef {import('./supervise.mjs').Supervised & { url: string, port: number, dir: string }} MailServer */

const HOST = '127.0.0.1';

/**
 * Starts an SMTP server on 127.0.0.1 that delivers to nobody: each mail becomes a file `<time>-<number>.eml` in `dir`,
 * its envelope in front as `Return-Path` and `Delivered-To` lines, like a mailbox's.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dir where the mails go
 * @param {string} options.logDir
 * @param {string} options.runDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<MailServer>}
 */
export async function startMail({ root, dir, logDir, runDir, log }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const port = await keptPort(join(dir, '.port'));
  const server = await supervise({
    name: 'mail',
    entry: 'deploy/local/mail.mjs',
    args: [dir, String(port)],
    root,
    env: {},
    logDir,
    runDir,
    rank: 2,
    ...(log && { log }),
  });
  // Added to the object itself: a copy would freeze what its getters say.
  return Object.assign(server, { url: `smtp://${HOST}:${port}`, port, dir });
}

/**
 * @param {string} dir
 * @param {number} port
 */
async function serve(dir, port) {
  // Imported here: this file is read before the dependencies are installed.
  const { SMTPServer } = await import('smtp-server');
  let count = 0;
  const server = new SMTPServer({
    banner: 'Vigie local mail',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: 20 * 1024 * 1024,
    disableReverseLookup: true,
    onData(stream, session, callback) {
      /** @type {Buffer[]} */
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.once('end', () => {
        if (stream.sizeExceeded) {
          callback(Object.assign(new Error('Message too large'), { responseCode: 552 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = [
          `Return-Path: <${mailFrom ? mailFrom.address : ''}>`,
          ...rcptTo.map((recipient) => `Delivered-To: ${recipient.address}`),
        ];
        count += 1;
        const name = `${new Date().toISOString().replace(/[:.]/g, '')}-${String(count).padStart(6, '0')}`;
        const content = Buffer.concat([Buffer.from(`${envelope.join('\r\n')}\r\n`), ...chunks]);
        keep(dir, name, content).then(
          () => callback(null, `kept as ${name}.eml`),
          (error) => callback(error),
        );
      });
    },
  });
  server.on('error', (error) => {
    console.error(error);
    if (/** @type {NodeJS.ErrnoException} */ (error).syscall === 'listen') process.exit(1);
  });
  server.listen(port, HOST, () => {
    console.log(JSON.stringify({ ready: 'mail', port }));
  });
  process.once('SIGTERM', () => process.exit(0));
}

/**
 * Whoever watches the folder sees whole mails only.
 *
 * @param {string} dir
 * @param {string} name
 * @param {Buffer} content
 */
async function keep(dir, name, content) {
  await writeFile(join(dir, `.${name}`), content, { mode: 0o600 });
  await rename(join(dir, `.${name}`), join(dir, `${name}.eml`));
}

const [, script, dir, port] = process.argv;
if (script && dir && port && realpathSync(script) === fileURLToPath(import.meta.url)) await serve(dir, Number(port));
