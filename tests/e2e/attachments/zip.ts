import { crc32, deflateRawSync } from 'node:zlib';

interface Member {
  name: string;
  content: Uint8Array;
  /** Made already. */
  packed?: Uint8Array;
  /** As if it were encrypted: nobody can look into it. */
  locked?: boolean;
}

/** A ZIP archive by the book (PKWARE APPNOTE 4.3), without more than a test needs. */
export function zip(members: readonly Member[]): Buffer {
  const [bodies, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, content, packed = deflateRawSync(content), locked = false } of members) {
    // 12 bytes of a header of encryption stand before what is encrypted.
    const data = locked ? Buffer.concat([Buffer.alloc(12, 7), scrambled(packed)]) : packed;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(locked ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, rest, Buffer.from(name)]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, Buffer.from('PK\u0005\u0006'), end]);
}

const scrambled = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte, at) => byte ^ (at * 37 + 11)));
