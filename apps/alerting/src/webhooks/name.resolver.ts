import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';

const HOSTS_FILE = '/etc/hosts';
/** Milliseconds that a name server has at first, and how often each is asked. */
const PATIENCE = { timeout: 1_500, tries: 2 };

/**
 * Finds addresses of names: in the hosts file, or else by asking the name servers, in full and without search domains. The system's own
 * lookup waits in one of two threads that the whole process has for it: two names whose servers say nothing would stop everybody's messages.
 */
export class NameResolver {
  /** @param servers `address:port`; those of the system unless told */
  constructor(private readonly servers?: readonly string[]) {}

  /**
   * @param signal when nobody waits any more
   * @returns all that were found, IPv6 first; none for a name that nobody knows, or of which nothing was heard in time
   */
  async addressesOf(name: string, signal: AbortSignal): Promise<string[]> {
    const known = await fromHostsFile(name);
    if (known.length > 0) return known;
    const resolver = new Resolver(PATIENCE);
    if (this.servers) resolver.setServers(this.servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const asked = await Promise.allSettled([resolver.resolve6(name), resolver.resolve4(name)]);
    signal.removeEventListener('abort', cancel);
    return asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }
}

async function fromHostsFile(name: string): Promise<string[]> {
  const text = await readFile(HOSTS_FILE, 'utf8').catch(() => '');
  const wanted = name.replace(/\.$/, '').toLowerCase();
  const found = text.split('\n').flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    return address && names.includes(wanted) ? [address] : [];
  });
  return [...new Set(found)];
}
