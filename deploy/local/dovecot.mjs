import { readFileSync } from 'node:fs';
import { chown, chmod, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverAccount } from './data.mjs';
import { fetchPackages, findProgram, isExecutable, privateEnvironment, privateRoot } from './debian.mjs';
import { SetupError } from './errors.mjs';
import { freePort } from './ports.mjs';
import { run, startServer } from './processes.mjs';

/** @typedef {import('./processes.mjs').Account} Account */
/** @typedef {import('./debian.mjs').Program & { root?: string }} Program `root`: where it was unpacked privately */
/**
 * @typedef {object} Dovecot
 * @property {number} port plain IMAP
 * @property {number} tlsPort IMAP in TLS; 0 without a certificate
 * @property {Account | undefined} account as whom it runs
 * @property {string} logFile
 * @property {(user: string) => string} maildir where a user's mails are
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} start on the same ports
 * @property {(users: Record<string, string>) => Promise<void>} setUsers passwords by user, from now on
 */

const HOST = '127.0.0.1';

/**
 * Debian's programs look for their parts in these folders and nowhere else. Both names are as long as the ones that replace them in a
 * private copy: there they look in the folder in which they were started.
 */
const MOVED = /** @type {const} */ ([
  ['/usr/lib/dovecot', '/proc/self/cwd/d'],
  ['/usr/bin/doveconf', '/proc/self/cwd/dc'],
]);

/**
 * Finds Dovecot on the machine, else fetches Debian's. Vigie needs no IMAP server of its own; the tests show that it reads one.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<Program>}
 * @throws {SetupError} when it can be neither found nor fetched
 */
async function findDovecot({ toolsDir, log = () => {} }) {
  const installed = findProgram('dovecot');
  if (installed) return { path: installed, env: { ...process.env } };
  const root = privateRoot(toolsDir, 'dovecot');
  const path = join(root, 'usr/sbin/dovecot');
  if (!isExecutable(path)) {
    await fetchPackages({
      toolsDir,
      set: 'dovecot',
      packages: ['dovecot-core', 'dovecot-imapd'],
      without: /^(adduser|lsb-base|sysvinit-utils|ucf|openssl|ssl-cert|systemd|perl|libexttextcat-data)$/,
      instead: 'install dovecot-imapd (apt-get install dovecot-imapd)',
      prepare: moveNames,
      log,
    });
  }
  return { path, env: privateEnvironment(root), root };
}

/**
 * @param {string} root
 */
async function moveNames(root) {
  const files = await readdir(join(root, 'usr'), { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    const before = await readFile(path, 'latin1');
    if (!before.startsWith('\u007fELF')) continue;
    const after = MOVED.reduce((text, [from, to]) => text.replaceAll(from, to), before);
    if (after !== before) await writeFile(path, after, 'latin1');
  }
}

/**
 * Starts a Dovecot of our own on 127.0.0.1, with mailboxes in `dir`.
 *
 * @param {object} options
 * @param {string} options.dir which the server's account can enter
 * @param {string} options.toolsDir
 * @param {Record<string, string>} options.users passwords by user
 * @param {{ certificate: string, key: string }} [options.tls] in PEM
 * @param {boolean} [options.idle] false: it does not tell of new mails by itself
 * @returns {Promise<Dovecot>}
 */
export async function startDovecot({ dir, toolsDir, users, tls, idle = true }) {
  const program = await findDovecot({ toolsDir });
  const account = serverAccount();
  const base = join(dir, 'run');
  const logFile = join(dir, 'dovecot.log');
  const [port, tlsPort] = [await freePort(), tls ? await freePort() : 0];
  await mkdir(join(dir, 'mail'), { recursive: true });
  await mkdir(base, { recursive: true });
  if (program.root) {
    await symlink(join(program.root, 'usr/lib/dovecot'), join(base, 'd'));
    await symlink(join(program.root, 'usr/bin/doveconf'), join(base, 'dc'));
  }
  const give = async (/** @type {string} */ path) => {
    if (account) await chown(path, account.uid, account.gid);
  };
  for (const folder of [dir, base, join(dir, 'mail')]) await give(folder);
  const setUsers = async (/** @type {Record<string, string>} */ wanted) => {
    const lines = Object.entries(wanted).map(([user, password]) => `${user}:{PLAIN}${password}\n`);
    await writeFile(join(dir, 'users'), lines.join(''), { mode: 0o600 });
    await give(join(dir, 'users'));
  };
  await setUsers(users);
  if (tls) {
    for (const [name, text] of Object.entries(tls)) {
      await writeFile(join(dir, `${name}.pem`), text, { mode: 0o600 });
      await give(join(dir, `${name}.pem`));
    }
  }
  const version = await versionOf(program, base);
  const configFile = join(dir, 'dovecot.conf');
  await writeFile(configFile, configuration({ version, dir, base, owner: ownerOf(account), port, tlsPort, idle }));
  await chmod(configFile, 0o644);

  const launch = async () => {
    const server = await startServer(program.path, ['-F', '-c', configFile], {
      logFile,
      env: program.env,
      cwd: base,
      rank: 2,
      ...(account && { account }),
    });
    for (let turn = 0; turn < 500 && server.running(); turn += 1) {
      if (await greets(port)) return server;
      await sleep(20);
    }
    await server.kill();
    throw new SetupError(`Dovecot ${version} did not start: ${(await readFile(logFile, 'utf8')).trim()}`);
  };
  let server = await launch();
  return {
    port,
    tlsPort,
    account,
    logFile,
    maildir: (user) => join(dir, 'mail', user),
    stop: () => server.stop(),
    async start() {
      await server.stop();
      await rm(join(base, 'master.pid'), { force: true });
      server = await launch();
    },
    setUsers,
  };
}

/**
 * @param {Program} program
 * @param {string} base
 * @returns {Promise<string>}
 */
async function versionOf({ path, env }, base) {
  const { code, stdout, stderr } = await run(path, ['--version'], { env, cwd: base });
  if (code !== 0) throw new SetupError(`Dovecot does not run here: ${stderr.trim()}`);
  return String(/^[\d.]+/.exec(stdout)?.[0]);
}

/**
 * @param {Account | undefined} account
 * @returns {{ user: string, group: string }} by name, as Dovecot wants them
 */
function ownerOf(account) {
  const gid = account?.gid ?? process.getgid?.();
  const line = readFileSync('/etc/group', 'utf8')
    .split('\n')
    .find((text) => text.split(':')[2] === String(gid));
  if (!line) throw new SetupError(`Dovecot needs a name for the group ${gid}, and /etc/group has none.`);
  return { user: account?.name ?? userInfo().username, group: String(line.split(':')[0]) };
}

/**
 * Everything as one ordinary user, and nothing but IMAP. Version 2.4 has other names for some settings, and wants to be told so.
 *
 * @param {object} options
 * @param {string} options.version
 * @param {string} options.dir
 * @param {string} options.base
 * @param {{ user: string, group: string }} options.owner
 * @param {number} options.port
 * @param {number} options.tlsPort
 * @param {boolean} options.idle
 * @returns {string}
 */
function configuration({ version, dir, base, owner: { user, group }, port, tlsPort, idle }) {
  const isNew = !version.startsWith('2.3');
  const ids = `uid=${user} gid=${group}`;
  return `${isNew ? `dovecot_config_version = ${version}\ndovecot_storage_version = ${version}` : ''}
base_dir = ${base}
state_dir = ${base}
${isNew ? 'import_environment {\n  LD_LIBRARY_PATH = %{env:LD_LIBRARY_PATH}\n}' : 'import_environment = LD_LIBRARY_PATH'}
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 0
first_valid_gid = 0
log_path = /dev/stderr
listen = ${HOST}
auth_mechanisms = plain
auth_failure_delay = 0
${
  isNew
    ? `protocols = imap
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ${dir}/mail/%{user}
mail_uid = ${user}
mail_gid = ${group}
passdb passwd-file {
  passwd_file_path = ${dir}/users
  default_password_scheme = PLAIN
}
userdb static {
  fields {
    uid = ${user}
    gid = ${group}
    home = ${dir}/mail/%{user}
  }
}`
    : `protocols = imap
disable_plaintext_auth = no
mail_location = maildir:${dir}/mail/%u
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = static
  args = ${ids} home=${dir}/mail/%u
}`
}
${
  tlsPort === 0
    ? 'ssl = no'
    : `ssl = yes
${isNew ? 'ssl_server_cert_file = ' : 'ssl_cert = <'}${dir}/certificate.pem
${isNew ? 'ssl_server_key_file = ' : 'ssl_key = <'}${dir}/key.pem`
}
${idle ? '' : 'imap_capability = IMAP4rev1 LITERAL+ UIDPLUS MOVE'}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
service anvil {
  chroot =
}
`;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function greets(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: HOST, port });
    const finish = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('data', (data) => finish(data.toString().startsWith('* OK')));
    socket.once('close', () => finish(false));
  });
}
