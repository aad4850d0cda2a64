import { gunzipSync, gzipSync, strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { reason, refuse } from "../fileIssue.ts";

const indexName = "index.json.gz";
const formatName = "Open Mining Format";
const mostMembers = 10_000;
/** Most octets of all members together, and of the index once unpacked. */
const mostBytes = 2_000_000_000;
const mostIndexBytes = 100_000_000;

/** What an OMF 2 file holds: the version in its comment, the index, and the arrays by file name. */
export interface OmfArchive {
  readonly version: string;
  readonly index: unknown;
  readonly members: ReadonlyMap<string, Uint8Array>;
}

/** The archive comment: the last octets of a ZIP file, after a record that says how long they are. */
function archiveComment(bytes: Uint8Array): string | null {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535); at -= 1) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b || bytes[at + 2] !== 5 || bytes[at + 3] !== 6) continue;
    const length = bytes[at + 20] + 256 * bytes[at + 21];
    if (at + 22 + length === bytes.length) return strFromU8(bytes.subarray(at + 22));
  }
  return null;
}

/**
 * Opens an OMF 2 file: a ZIP archive of stored members whose comment names the format.
 * Throws DataError `format.not-omf`, `format.omf-version`, `format.omf-index`, `format.too-large`.
 *
 * @see github.com/gmggroup/omf-rust, docs/format.md (MIT), version 2.0-beta.1
 */
export function openOmf(bytes: Uint8Array, path: string): OmfArchive {
  const comment = archiveComment(bytes);
  if (comment === null || !comment.startsWith(`${formatName} `))
    refuse(
      path,
      "not-omf",
      bytes[0] === 0x84 && bytes[1] === 0x83
        ? "is an OMF 1 file; only OMF 2 is read: convert it with the omf tools of its makers"
        : `is no OMF 2 file: a ZIP archive with the comment "${formatName} 2.0" is expected; do not pack it again`,
    );
  const version = comment.slice(formatName.length + 1);
  if (!/^2\.\d+(-|$)/.test(version)) refuse(path, "omf-version", `has OMF version ${version}; versions 2.x are read`);
  const members = unpack(bytes, path);
  const packed = members.get(indexName);
  if (packed === undefined) refuse(path, "omf-index", `has no ${indexName}; the file is not complete`);
  try {
    const size =
      packed.length < 4 ? 0 : new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true);
    if (size > mostIndexBytes) refuse(path, "too-large", `index of ${size} bytes, limit ${mostIndexBytes}`);
    return { version, index: JSON.parse(strFromU8(gunzipSync(packed))), members };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && typeof error.code === "number"))
      refuse(path, "omf-index", `${indexName} is not gzipped JSON: ${error.message}`);
    throw error;
  }
}

function unpack(bytes: Uint8Array, path: string): ReadonlyMap<string, Uint8Array> {
  let total = 0;
  let count = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        count += 1;
        if (total > mostBytes || count > mostMembers)
          refuse(path, "too-large", `holds more than ${mostBytes} bytes or ${mostMembers} members, at ${name}`);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof Error && error.name === "DataError") throw error;
    return refuse(path, "not-omf", `is a damaged ZIP archive: ${reason(error)}`);
  }
}

/** Packs an OMF 2 file: stored members, the gzipped index last, and the comment that names the format. */
export function packOmf(index: unknown, members: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const [name, bytes] of members) files[name] = bytes;
  files[indexName] = gzipSync(strToU8(JSON.stringify(index)), { mtime: 0 });
  // The date in the ZIP records is fixed, so that the same scene gives the same octets.
  const zip = zipSync(files, { level: 0, mtime: Date.UTC(2000, 0, 1) });
  const comment = strToU8(`${formatName} 2.0`);
  const out = new Uint8Array(zip.length + comment.length);
  out.set(zip);
  out[zip.length - 2] = comment.length;
  out.set(comment, zip.length);
  return out;
}
