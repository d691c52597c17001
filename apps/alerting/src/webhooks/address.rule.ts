import { BlockList, isIP } from 'node:net';

/** Why nothing is sent to a URL. */
export type AddressFault =
  'url-invalid' | 'url-scheme' | 'url-credentials' | 'url-port' | 'url-fragment' | 'address-private';

interface AddressRules {
  allowHttp: boolean;
  ports: readonly number[];
  /** CIDR. */
  allowedRanges: readonly string[];
}

/** Of IPv4, all that is not a public unicast address. Source: IANA, IPv4 Special-Purpose Address Registry (RFC 6890). */
const INNER_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Clouds answer questions about the machine here too.
  '168.63.129.16/32',
];
/** Of IPv6 only global unicast is open (2000::/3), without what leads elsewhere: Teredo, documentation, ORCHID, 6to4, SRv6. */
const GLOBAL_V6 = '2000::/3';
const INNER_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', '2620:4f:8000::/48'];

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits = ''] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === '' ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return list;
}

const innerV4 = listOf(INNER_V4);
const globalV6 = listOf([GLOBAL_V6]);
const innerV6 = listOf(INNER_V6);

/** Where a tool may be. */
export class AddressRule {
  private readonly allowed: BlockList;

  constructor(private readonly rules: AddressRules) {
    this.allowed = listOf(rules.allowedRanges);
  }

  /**
   * Whether a message may go to this address. IPv4 in the clothes of IPv6 (mapped, NAT64) is not global unicast, and thus refused unless its
   * range is allowed.
   *
   * @param address IPv4 or IPv6, as the resolver or the URL parser writes it
   */
  isOpen(address: string): boolean {
    const family = isIP(address);
    if (family === 4) return this.allowed.check(address, 'ipv4') || !innerV4.check(address, 'ipv4');
    if (family !== 6) return false;
    const bare = address.split('%')[0] ?? address;
    // A list of IPv4 ranges also knows mapped addresses by itself: `::ffff:10.0.0.1` is allowed where `10.0.0.1` is.
    if (this.allowed.check(bare, 'ipv6')) return true;
    return globalV6.check(bare, 'ipv6') && !innerV6.check(bare, 'ipv6');
  }

  /**
   * Reads a URL as a browser would: decimal, octal and hexadecimal IPv4 addresses and international names take their one form.
   *
   * @returns the URL, or why nothing is sent there; names are not resolved yet
   */
  read(text: string): URL | AddressFault {
    if (!URL.canParse(text)) return 'url-invalid';
    const url = new URL(text);
    if (url.protocol !== 'https:' && !(this.rules.allowHttp && url.protocol === 'http:')) return 'url-scheme';
    if (url.username !== '' || url.password !== '') return 'url-credentials';
    if (url.hash !== '') return 'url-fragment';
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
    if (!this.rules.ports.includes(port)) return 'url-port';
    const host = hostOf(url);
    if (host === '') return 'url-invalid';
    if (isIP(host) > 0 && !this.isOpen(host)) return 'address-private';
    return url;
  }
}

/** The name or address of a URL, an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
