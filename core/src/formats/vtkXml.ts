import { unzlibSync } from "fflate";
import { reason, refuse, textBytes } from "./fileIssue.ts";

/** The start tag of an XML element, its attributes, and where its content starts in the octets. */
export interface VtkTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly contentAt: number;
}

/** Start tags of a VTK XML file up to the appended data, octet offsets kept (the header is ASCII). */
export function vtkTags(bytes: Uint8Array, path: string): { tags: readonly VtkTag[]; appendedAt: number | null } {
  const appended = indexOfAscii(bytes, "<AppendedData");
  const end = appended < 0 ? bytes.length : appended;
  let header = "";
  for (let at = 0; at < end; at += 8192) header += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192)));
  if (!header.includes("<VTKFile")) refuse(path, "not-vtk", "has no VTKFile element; it is no VTK XML file");
  const tags: VtkTag[] = [];
  for (const match of header.matchAll(/<([A-Za-z]+)((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g)) {
    const attributes = new Map<string, string>();
    for (const [, key, quoted] of match[2].matchAll(/([\w:]+)\s*=\s*("[^"]*"|'[^']*')/g))
      attributes.set(key, unescapeXml(quoted.slice(1, -1)));
    tags.push({ name: match[1], attributes, contentAt: match.index + match[0].length });
  }
  if (appended < 0) return { tags, appendedAt: null };
  const underscore = bytes.indexOf(0x5f, appended);
  if (underscore < 0) refuse(path, "vtk-appended", "has appended data without the mark _ before them");
  return { tags, appendedAt: underscore + 1 };
}

function indexOfAscii(bytes: Uint8Array, text: string): number {
  const wanted = textBytes(text);
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return -1;
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const base64Value = new Int8Array(256).fill(-1);
for (let at = 0; at < 64; at += 1) base64Value[base64.charCodeAt(at)] = at;

/** Octets of base 64 from an offset up to the first character that belongs to no base 64 text; padding inside starts a new block. */
function fromBase64(bytes: Uint8Array, start: number, mostBytes: number): Uint8Array {
  const out = new Uint8Array(mostBytes);
  let [length, held, bits] = [0, 0, 0];
  for (let at = start; at < bytes.length && length < mostBytes; at += 1) {
    const code = bytes[at];
    if (code === 0x3d) {
      [held, bits] = [0, 0];
      continue;
    }
    const value = base64Value[code];
    if (value < 0) {
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      break;
    }
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return out.subarray(0, length);
}

const readers: Readonly<
  Record<string, { size: number; get: (view: DataView, at: number, little: boolean) => number }>
> = {
  Float64: { size: 8, get: (view, at, little) => view.getFloat64(at, little) },
  Float32: { size: 4, get: (view, at, little) => view.getFloat32(at, little) },
  Int8: { size: 1, get: (view, at) => view.getInt8(at) },
  UInt8: { size: 1, get: (view, at) => view.getUint8(at) },
  Int16: { size: 2, get: (view, at, little) => view.getInt16(at, little) },
  UInt16: { size: 2, get: (view, at, little) => view.getUint16(at, little) },
  Int32: { size: 4, get: (view, at, little) => view.getInt32(at, little) },
  UInt32: { size: 4, get: (view, at, little) => view.getUint32(at, little) },
  Int64: { size: 8, get: (view, at, little) => Number(view.getBigInt64(at, little)) },
  UInt64: { size: 8, get: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

/** How the numbers of a file are packed: stated in its VTKFile and AppendedData elements. */
export interface VtkPacking {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isLittleEndian: boolean;
  readonly headerType: "UInt32" | "UInt64";
  readonly compressor: string | null;
  readonly appendedAt: number | null;
  readonly isAppendedBase64: boolean;
}

/** The numbers of one DataArray. Throws DataError `format.vtk-array`. */
export function vtkNumbers(tag: VtkTag, packing: VtkPacking, wanted: number): Float64Array {
  const place = `${packing.path}, array ${tag.attributes.get("Name") ?? "?"}`;
  const type = tag.attributes.get("type") ?? "";
  const reader = readers[type];
  if (reader === undefined)
    refuse(place, "vtk-array", `has type ${type}; known are ${Object.keys(readers).join(", ")}`);
  const format = tag.attributes.get("format") ?? "ascii";
  if (format === "ascii") {
    const end = packing.bytes.indexOf(0x3c, tag.contentAt);
    let text = "";
    for (let at = tag.contentAt; at < end; at += 8192)
      text += String.fromCharCode(...packing.bytes.subarray(at, Math.min(end, at + 8192)));
    const values = Float64Array.from(text.trim().split(/\s+/), (cell) =>
      /^[+-]?nan$/i.test(cell) ? Number.NaN : Number(cell),
    );
    if (values.length !== wanted) refuse(place, "vtk-array", `has ${values.length} values, the grid needs ${wanted}`);
    return values;
  }
  const raw = rawBytes(tag, packing, place, format, wanted * reader.size);
  if (raw.length !== wanted * reader.size)
    refuse(place, "vtk-array", `holds ${raw.length} bytes, the grid needs ${wanted} values of ${reader.size}`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const out = new Float64Array(wanted);
  for (let at = 0; at < wanted; at += 1) out[at] = reader.get(view, at * reader.size, packing.isLittleEndian);
  return out;
}

function rawBytes(tag: VtkTag, packing: VtkPacking, place: string, format: string, dataBytes: number): Uint8Array {
  const { bytes, appendedAt, headerType, isLittleEndian } = packing;
  if (format === "appended" && appendedAt === null)
    refuse(place, "vtk-array", "is appended, but the file has no appended data");
  let start =
    format === "appended" ? (appendedAt ?? 0) + Number(tag.attributes.get("offset") ?? Number.NaN) : tag.contentAt;
  if (!(start >= 0 && start < bytes.length))
    refuse(place, "vtk-array", `starts at byte ${start}, beyond the file's ${bytes.length}`);
  const isText = format === "binary" || packing.isAppendedBase64;
  if (isText) while (bytes[start] <= 0x20) start += 1;
  const headerSize = headerType === "UInt64" ? 8 : 4;
  const number = (block: Uint8Array, at: number) => {
    if ((at + 1) * headerSize > block.length) return refuse(place, "vtk-array", "ends within its header");
    return readers[headerType].get(new DataView(block.buffer, block.byteOffset), at * headerSize, isLittleEndian);
  };
  if (packing.compressor === null) {
    const block = isText
      ? fromBase64(bytes, start, headerSize + dataBytes)
      : bytes.subarray(start, start + headerSize + dataBytes);
    const stated = number(block, 0);
    if (stated !== dataBytes) refuse(place, "vtk-array", `states ${stated} bytes, the grid needs ${dataBytes}`);
    return block.subarray(headerSize);
  }
  if (packing.compressor !== "vtkZLibDataCompressor")
    refuse(place, "vtk-array", `is packed by ${packing.compressor}; write it with zlib or unpacked`);
  const most = dataBytes + 65_536;
  const first = isText ? fromBase64(bytes, start, 3 * headerSize) : bytes.subarray(start, start + 3 * headerSize);
  const count = number(first, 0);
  if (!(count >= 0 && count <= 1 + dataBytes)) refuse(place, "vtk-array", `states ${count} packed blocks`);
  const headerBytes = (3 + count) * headerSize;
  const header = isText ? fromBase64(bytes, start, headerBytes) : bytes.subarray(start, start + headerBytes);
  const packedSizes = Array.from({ length: count }, (_, at) => number(header, 3 + at));
  const packedTotal = packedSizes.reduce((sum, size) => sum + size, 0);
  if (packedTotal > bytes.length)
    refuse(place, "vtk-array", `states ${packedTotal} packed bytes, the file has ${bytes.length}`);
  // In base 64 the header and the blocks are coded apart: the blocks start after the header's padding.
  const body = isText
    ? fromBase64(bytes, start + 4 * Math.ceil(headerBytes / 3), packedTotal)
    : bytes.subarray(start + headerBytes, start + headerBytes + packedTotal);
  const out = new Uint8Array(dataBytes);
  let [from, to] = [0, 0];
  try {
    for (const size of packedSizes) {
      const block = unzlibSync(body.subarray(from, from + size));
      if (to + block.length > most || to + block.length > out.length)
        refuse(place, "vtk-array", "unpacks to more bytes than the grid needs");
      out.set(block, to);
      from += size;
      to += block.length;
    }
  } catch (error) {
    if (error instanceof Error && error.name === "DataError") throw error;
    refuse(place, "vtk-array", `is damaged: ${reason(error)}`);
  }
  return out.subarray(0, to);
}

/** A text as it may stand in an XML attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function unescapeXml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** Collects arrays as raw appended data: little endian, a UInt64 length before each. */
export class AppendedArrays {
  private readonly parts: Uint8Array[] = [];
  private offset = 0;

  /** The DataArray element of the numbers. */
  add(name: string, values: Float64Array | Uint32Array | Float32Array | Uint8Array, components = 1): string {
    const type =
      values instanceof Float64Array
        ? "Float64"
        : values instanceof Float32Array
          ? "Float32"
          : values instanceof Uint8Array
            ? "UInt8"
            : "UInt32";
    const head = new Uint8Array(8);
    new DataView(head.buffer).setBigUint64(0, BigInt(values.byteLength), true);
    const tag = `<DataArray type="${type}" Name="${escapeXml(name)}" NumberOfComponents="${components}" format="appended" offset="${this.offset}"/>`;
    this.parts.push(head, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.offset += 8 + values.byteLength;
    return tag;
  }

  /** The whole file around a body that names the arrays. */
  file(type: string, body: string): Uint8Array {
    const head = textBytes(
      `<?xml version="1.0"?>\n<VTKFile type="${type}" version="1.0" byte_order="LittleEndian" header_type="UInt64">\n${body}\n<AppendedData encoding="raw">\n_`,
    );
    const tail = textBytes("\n</AppendedData>\n</VTKFile>\n");
    const out = new Uint8Array(head.length + this.offset + tail.length);
    out.set(head);
    let at = head.length;
    for (const part of this.parts) {
      out.set(part, at);
      at += part.length;
    }
    out.set(tail, at);
    return out;
  }
}
