import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ApiProblem } from "./problem.ts";
import { type SiteDocument, siteSchema } from "./siteSchemas.ts";

/** Folder names that are identifiers: no separator, no leading dot, so none leads out of the folder of sites. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const largestBytes = 64 * 1024 * 1024;

export type SiteFile = "assessment.json" | "report.html" | "figures.csv";

/** Assessments in a folder, one folder each as `relode assess` writes it. Links are not followed. */
export class SiteFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Names of the folders that hold an assessment, sorted. None where the folder is not there. */
  async ids(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && idPattern.test(entry.name)).map(({ name }) => name);
    const isThere = await Promise.all(names.map((name) => this.#stat(name, "assessment.json")));
    return names.filter((_, i) => isThere[i] !== null).sort();
  }

  /** @throws {ApiProblem} 404 no such site, 500 its file is damaged */
  async document(id: string): Promise<{ text: string; etag: string; content: SiteDocument }> {
    const { text, etag } = await this.text(id, "assessment.json");
    const read = siteSchema.safeParse(parsed(text));
    if (read.success) return { text, etag, content: read.data };
    const first = read.error.issues[0];
    const why = first === undefined ? "not as the schema wants it" : `${first.path.join("/")}: ${first.message}`;
    throw new ApiProblem(500, "site-damaged", `site ${id}, assessment.json: ${why}; assess the site again`);
  }

  /** A file of an assessment as it was written. @throws {ApiProblem} 404 no such site or file, 500 it is too large */
  async text(id: string, file: SiteFile): Promise<{ text: string; etag: string }> {
    const known = await this.ids();
    if (!known.includes(id))
      throw new ApiProblem(
        404,
        "unknown-site",
        `there is no assessed site ${JSON.stringify(id)}; known: ${known.join(", ") || "none yet; make one by `relode assess`"}`,
      );
    const found = await this.#stat(id, file);
    if (found === null) throw new ApiProblem(404, "site-without", `site ${id} has no ${file}; assess the site again`);
    if (found.size > largestBytes)
      throw new ApiProblem(500, "site-damaged", `site ${id}, ${file}: ${found.size} bytes, limit ${largestBytes}`);
    const text = await readFile(join(this.#folder, id, file), "utf8");
    return { text, etag: `W/"${found.size.toString(36)}-${Math.round(found.mtimeMs * 1000).toString(36)}"` };
  }

  async #stat(id: string, file: SiteFile) {
    const found = await lstat(join(this.#folder, id, file)).catch(() => null);
    return found?.isFile() ? found : null;
  }
}

/** The JSON value of a text, undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
