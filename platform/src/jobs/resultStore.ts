import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Issue } from "@relode/core/evidence";
import type { ScreeningOptions } from "@relode/core/supply";
import { readOutcome, writeOutcome } from "./outcomeText.ts";
import type { ScreeningOutcome } from "./screeningJob.ts";

/** What is known of a stored run without reading its result. */
export interface StoredRun {
  readonly id: string;
  readonly options: ScreeningOptions;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
}

const recordName = /^([0-9a-f]{16})\.run\.json$/;

const leftover = /^\..*\.tmp$/;
const hourMs = 3_600_000;

/** Removes what a crash left half written; a younger file may belong to another server on the same folder. */
async function removeOld(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && Date.now() - found.mtimeMs > hourMs) await rm(path, { force: true });
}

/**
 * Finished runs in a folder, two files each: `<id>.result.json` and then `<id>.run.json`, so a run whose record is
 * there is whole. Each is written under another name, flushed and renamed: a power cut leaves the old file or the new one.
 */
export class ResultStore {
  readonly #folder: string;
  readonly #maxRuns: number;
  readonly #runs = new Map<string, StoredRun>();

  private constructor(folder: string, maxRuns: number) {
    this.#folder = folder;
    this.#maxRuns = maxRuns;
  }

  /**
   * Opens the folder, making it where it is missing. A record that cannot be read is left alone and becomes an issue.
   * @param maxRuns runs kept; the oldest go first
   */
  static async open(folder: string, maxRuns = 50): Promise<{ store: ResultStore; issues: Issue[] }> {
    await mkdir(folder, { recursive: true });
    const store = new ResultStore(folder, maxRuns);
    const issues: Issue[] = [];
    const found: StoredRun[] = [];
    for (const name of await readdir(folder)) {
      if (leftover.test(name)) await removeOld(join(folder, name));
      const id = recordName.exec(name)?.[1];
      if (id === undefined) continue;
      try {
        const run = JSON.parse(await readFile(join(folder, name), "utf8")) as Partial<StoredRun>;
        if (run.id !== id || !run.options || typeof run.finishedAt !== "string")
          throw new SyntaxError("fields are missing");
        found.push({ id, options: run.options, finishedAt: run.finishedAt });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        issues.push({
          path: join(folder, name),
          code: "store.unreadable-run",
          severity: "warning",
          message: `a stored run cannot be read (${reason}) and is not offered; delete the file or run the screening again`,
        });
      }
    }
    found.sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1));
    for (const run of found) store.#runs.set(run.id, run);
    return { store, issues };
  }

  /** Stored runs, oldest first. */
  runs(): StoredRun[] {
    return [...this.#runs.values()];
  }

  /** Writes a finished run; older runs beyond the limit are removed, `keep` excepted. */
  async save(run: StoredRun, outcome: ScreeningOutcome, keep: ReadonlySet<string> = new Set()): Promise<void> {
    await this.#write(`${run.id}.result.json`, writeOutcome(outcome));
    await this.#write(`${run.id}.run.json`, JSON.stringify(run));
    this.#runs.delete(run.id);
    this.#runs.set(run.id, run);
    const surplus = this.runs().filter(({ id }) => id !== run.id && !keep.has(id));
    for (const old of surplus.slice(0, Math.max(0, this.#runs.size - this.#maxRuns))) await this.remove(old.id);
  }

  /** The stored outcome, or null where the run is unknown or its file can no longer be read. */
  async load(id: string): Promise<ScreeningOutcome | null> {
    if (!this.#runs.has(id)) return null;
    try {
      return readOutcome(await readFile(join(this.#folder, `${id}.result.json`), "utf8"));
    } catch {
      return null;
    }
  }

  /** Forgets a run and deletes its files, the record first. */
  async remove(id: string): Promise<void> {
    if (!this.#runs.delete(id)) return;
    await rm(join(this.#folder, `${id}.run.json`), { force: true });
    await rm(join(this.#folder, `${id}.result.json`), { force: true });
  }

  async #write(name: string, text: string): Promise<void> {
    const temporary = join(this.#folder, `.${name}.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(this.#folder, name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
