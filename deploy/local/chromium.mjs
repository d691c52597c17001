import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRoot } from './data.mjs';
import { fetchPackages, findProgram, privateEnvironment, privateRoot, writeLauncher } from './debian.mjs';
import { run } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for the browser journeys: VIGIE_CHROMIUM, the machine's, else Debian's: installed when we are root, else
 * unpacked privately.
 *
 * @param {object} options
 * @param {string} options.toolsDir
 * @param {(line: string) => void} options.log
 * @returns {Promise<string>} the program
 */
export async function ensureChromium({ toolsDir, log }) {
  const own = process.env['VIGIE_CHROMIUM'];
  const installed = own || NAMES.map((name) => findProgram(name)).find(Boolean);
  if (installed) return installed;
  if (isRoot() && (await install(log))) return '/usr/bin/chromium';
  return unpackPrivately(toolsDir, log);
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<boolean>}
 */
async function install(log) {
  const aptGet = findProgram('apt-get');
  if (!aptGet) return false;
  log("installing Debian's chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const attempt = () => run(aptGet, ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
  if ((await attempt()).code !== 0) {
    await run(aptGet, ['update', '-q'], { env });
    await attempt();
  }
  return existsSync('/usr/bin/chromium');
}

/**
 * @param {string} toolsDir
 * @param {(line: string) => void} log
 * @returns {Promise<string>}
 */
async function unpackPrivately(toolsDir, log) {
  const root = privateRoot(toolsDir, 'chromium');
  const launcher = join(toolsDir, 'chromium.sh');
  await fetchPackages({
    toolsDir,
    set: 'chromium',
    packages: ['chromium', 'chromium-common', 'fonts-dejavu-core'],
    without:
      /^(adwaita-icon-theme|hicolor-icon-theme|dbus.*|dconf.*|systemd.*|adduser|ucf|sensible-utils|xdg-utils|chromium-sandbox)$/,
    instead: 'install chromium (apt-get install chromium), or set VIGIE_CHROMIUM to one',
    log,
  });
  // fontconfig's own file names the machine's folders, where there may be no font at all.
  const fonts = join(root, 'etc/fonts/vigie.conf');
  await mkdir(join(root, 'etc/fonts'), { recursive: true });
  await writeFile(
    fonts,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n  <dir>/usr/share/fonts</dir>\n  <dir>${join(root, 'usr/share/fonts')}</dir>\n  <cachedir prefix="xdg">fontconfig</cachedir>\n</fontconfig>\n`,
  );
  return writeLauncher(launcher, join(root, 'usr/lib/chromium/chromium'), {
    LD_LIBRARY_PATH: privateEnvironment(root)['LD_LIBRARY_PATH'],
    FONTCONFIG_FILE: fonts,
  });
}
