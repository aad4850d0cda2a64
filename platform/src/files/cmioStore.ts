import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultOreFilter, type OreFilterOptions } from "@relode/core/datasets";
import type { OreSamples } from "@relode/core/datasets";
import type { Issue } from "@relode/core/evidence";
import { cacheKey, readCache, writeCache } from "./cmioCache.ts";
import { CmioError, systemCode, writeError } from "./cmioError.ts";
import { type CmioFileContent, readCmioFile } from "./cmioRead.ts";

/** What is known of the stored table: the content of `cmio.json`. */
export interface CmioRecord {
  readonly format: 1;
  /** CSV file beside `cmio.json`, named by its checksum; the bytes as they were received or unpacked. */
  readonly file: string;
  readonly origin: "fetch" | "import";
  /** Address or file it came from. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly retrievedAt: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly encoding: string;
  readonly synthetic: boolean;
  /** The filter the counts below were made with; the file itself holds all rows. */
  readonly filter: OreFilterOptions;
  readonly rowsKept: number;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly citation: string;
  readonly licence: string;
}

export interface OpenCmioOptions {
  readonly filter?: Partial<OreFilterOptions>;
  /** Use and keep the parsed copy; default true. */
  readonly cache?: boolean;
}

const citation =
  "Champion, D., Raymond, O., Huston, D. and others (2021), Critical Minerals in Ores - geochemistry database, Geoscience Australia with USGS and GSC, https://pid.geoscience.gov.au/dataset/ga/145496";
const licence = "CC BY 4.0";
const remedy = "run `relode data fetch cmio` or `relode data import cmio FILE`";

/** Folder of the table inside a data folder. */
export function cmioFolder(dataFolder: string): string {
  return join(dataFolder, "cmio");
}

/**
 * What is stored: source, date, checksum, rows; null when no table is stored.
 * @throws {CmioError} cmio.damaged-record: `cmio.json` is not readable as one
 */
export async function describeCmio(dataFolder: string): Promise<CmioRecord | null> {
  const path = join(cmioFolder(dataFolder), "cmio.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error))) return null;
    throw new CmioError(
      "cmio.not-readable",
      `${path}: cannot be read (${systemCode(error)}); check its rights`,
      [],
      error,
    );
  }
  try {
    const record = JSON.parse(text) as CmioRecord;
    if (record.format === 1 && /^cmio-[0-9a-f]{16}\.csv$/.test(record.file) && /^[0-9a-f]{64}$/.test(record.sha256))
      return record;
  } catch {
    // Reported below, like a record of the wrong form.
  }
  throw new CmioError("cmio.damaged-record", `${path}: is not the record of a stored table; ${remedy} again`);
}

/**
 * The stored table as ore samples. The file is checked against its checksum each time; parsing is saved by a copy
 * keyed by checksum, reader version and filter.
 * @param dataFolder the data folder
 * @throws {CmioError} cmio.none: nothing stored; cmio.damaged-record; cmio.checksum: the file is missing or changed
 *   since it was stored; cmio.no-ore and the like: the filter keeps nothing
 */
export async function openCmio(
  dataFolder: string,
  options: OpenCmioOptions = {},
): Promise<{ samples: OreSamples; issues: readonly Issue[]; record: CmioRecord; fromCache: boolean }> {
  const { filter = {}, cache = true } = options;
  const record = await describeCmio(dataFolder);
  if (record === null) throw new CmioError("cmio.none", `${cmioFolder(dataFolder)}: no table is stored; ${remedy}`);
  const path = join(cmioFolder(dataFolder), record.file);
  await checkSum(path, record);
  const key = cacheKey(record.sha256, filter);
  const cachePath = join(cmioFolder(dataFolder), `cmio-${key.slice(0, 16)}.cache`);
  const cached = cache ? await readCache(cachePath, key) : null;
  if (cached !== null) return { ...cached, record, fromCache: true };
  const { samples, issues } = await readCmioFile(path, record.file, filter, record.retrievedAt);
  if (!cache) return { samples, issues, record, fromCache: false };
  try {
    await writeCache(cachePath, key, samples, issues);
    return { samples, issues, record, fromCache: false };
  } catch (error) {
    const message = `the parsed copy could not be kept (${systemCode(error)}); the table will be parsed again next time`;
    const issue: Issue = { path: cachePath, code: "cmio.cache-not-written", severity: "warning", message };
    return { samples, issues: [...issues, issue], record, fromCache: false };
  }
}

/**
 * Makes a checked file the stored table. `cmio.json` is renamed into place last, so at every moment it names a whole
 * file; the former table is removed only after that.
 */
export async function commitCmio(
  dataFolder: string,
  partPath: string,
  content: CmioFileContent,
  origin: Pick<CmioRecord, "origin" | "source" | "retrievedAt">,
  filter: Partial<OreFilterOptions>,
): Promise<CmioRecord> {
  const folder = cmioFolder(dataFolder);
  const former = await describeCmio(dataFolder).catch(() => null);
  const file = `cmio-${content.sha256.slice(0, 16)}.csv`;
  const record: CmioRecord = {
    format: 1,
    file,
    ...origin,
    sha256: content.sha256,
    bytes: content.bytes,
    rows: content.rows,
    encoding: content.encoding,
    synthetic: content.samples.synthetic,
    filter: { ...defaultOreFilter, ...filter },
    rowsKept: content.samples.filter.rowsKept,
    leftOut: content.samples.filter.leftOut,
    citation: content.samples.synthetic ? "synthetic table generated by Relode; not measurements" : citation,
    licence: content.samples.synthetic ? "none needed" : licence,
  };
  try {
    await flush(partPath);
    await rename(partPath, join(folder, file));
    const recordPath = join(folder, "cmio.json");
    await writeFile(`${recordPath}.part`, `${JSON.stringify(record, null, 2)}\n`);
    await flush(`${recordPath}.part`);
    await rename(`${recordPath}.part`, recordPath);
  } catch (error) {
    throw writeError(error, folder);
  }
  if (former !== null && former.file !== file) await rm(join(folder, former.file), { force: true });
  const key = cacheKey(content.sha256, filter);
  for (const name of await readdir(folder))
    if (/^cmio-[0-9a-f]{16}\.cache$/.test(name)) await rm(join(folder, name), { force: true });
  // The findings name the source; the stored copy is known by its own name.
  const name = content.samples.source.name;
  const issues = content.issues.map((issue) =>
    issue.path.startsWith(name) ? { ...issue, path: file + issue.path.slice(name.length) } : issue,
  );
  const samples = { ...content.samples, source: { ...content.samples.source, name: file } };
  // The copy only saves time: when it cannot be written, opening the table says so.
  await writeCache(join(folder, `cmio-${key.slice(0, 16)}.cache`), key, samples, issues).catch(() => undefined);
  return record;
}

/** Creates the folder and holds it against a second fetch or import while `work` runs. */
export async function holdingCmio<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = cmioFolder(dataFolder);
  const lockPath = join(folder, "cmio.lock");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(lockPath, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (systemCode(error) !== "EEXIST" || (await isFile(folder))) throw writeError(error, folder);
    const owner = Number(await readFile(lockPath, "utf8").catch(() => ""));
    if (isRunning(owner))
      throw new CmioError(
        "cmio.busy",
        `${folder}: process ${owner} is fetching or importing the table; wait for it to end`,
      );
    await writeFile(lockPath, String(process.pid));
  }
  try {
    return await work(folder);
  } finally {
    await rm(lockPath, { force: true });
  }
}

async function isFile(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info?.isFile() ?? false;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function checkSum(path: string, record: CmioRecord): Promise<void> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch (error) {
    throw new CmioError(
      "cmio.checksum",
      `${path}: the stored table cannot be read (${systemCode(error)}); ${remedy} again`,
      [],
      error,
    );
  }
  const found = hash.digest("hex");
  if (found !== record.sha256)
    throw new CmioError(
      "cmio.checksum",
      `${path}: SHA-256 is ${found}, recorded ${record.sha256}; the file was changed since it was stored, ${remedy} again`,
    );
}
