import { crc32 } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
}

/** A zip archive whose entries are stored as they are: APPNOTE 4.3.7, 4.3.12 and 4.3.16, without dates. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)];
    const facts = factsOf(nameBytes, data);
    const local = Buffer.concat([bytes(4, 0x04034b50), facts, nameBytes, data]);
    centrals.push(Buffer.concat([bytes(4, 0x02014b50), bytes(2, VERSION), facts, Buffer.alloc(10), bytes(4, offset), nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const count = bytes(2, entries.length);
  const end = [bytes(4, 0x06054b50), Buffer.alloc(4), count, count, bytes(4, directory.length), bytes(4, offset), Buffer.alloc(2)];
  return Buffer.concat([...locals, directory, ...end]);
}

const VERSION = 20;
/** 1 January 1980, the first day that a zip archive knows. */
const DATE = 0x21;

/** What both headers of an entry say: version, flags, method, time, date, checksum, sizes, lengths. */
function factsOf(name: Buffer, data: Buffer): Buffer {
  const size = bytes(4, data.length);
  return Buffer.concat([
    bytes(2, VERSION),
    Buffer.alloc(6),
    bytes(2, DATE),
    bytes(4, crc32(data)),
    size,
    size,
    bytes(2, name.length),
    bytes(2, 0),
  ]);
}

function bytes(length: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntLE(value, 0, length);
  return buffer;
}
