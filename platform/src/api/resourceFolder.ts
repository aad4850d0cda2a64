import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { ApiProblem } from "./problem.ts";
import { columnNames, readColumn } from "./resourceParquet.ts";
import { type EstimationDocument, estimationSchema } from "./resourceEstimationSchema.ts";
import {
  type HolesDocument,
  holesSchema,
  type ResourceDocument,
  resourceSchema,
  surfacesSchema,
} from "./resourceSchemas.ts";

/** Folder names that are identifiers: no separator, no leading dot, so none leads out of the folder of bodies. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const largestJsonBytes = 256 * 1024 * 1024;
const cacheBytes = 256 * 1024 * 1024;

/** A file of a body as text, with what was read from it and the tag under which a browser may keep it. */
interface ReadFile<T> {
  readonly text: string;
  readonly etag: string;
  /** Checksum of the text: plans and assessments name the run they were made from by it. */
  readonly sha256: string;
  readonly content: T;
}

interface Entry {
  readonly stamp: string;
  readonly bytes: number;
  readonly value: Promise<unknown>;
}

/** Estimated bodies in a folder: finds them, reads their files, keeps what was read last within 256 MB. */
export class ResourceFolder {
  readonly #folder: string;
  /** Least recently used first. */
  readonly #kept = new Map<string, Entry>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Names of the folders that may be bodies, sorted. None where the folder is not there. */
  async ids(): Promise<string[]> {
    const entries = await readdir(this.#folder, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory() && idPattern.test(entry.name)).map(({ name }) => name);
    const isThere = await Promise.all(
      names.map((name) =>
        stat(join(this.#folder, name, "resource.json")).then(
          (file) => file.isFile(),
          () => false,
        ),
      ),
    );
    return names.filter((_, i) => isThere[i]).sort();
  }

  /** @throws {ApiProblem} 404 no such body, 500 its file is damaged */
  async document(id: string): Promise<ReadFile<ResourceDocument>> {
    if (!idPattern.test(id) || !(await this.ids()).includes(id)) {
      const known = (await this.ids()).join(", ") || "none yet; make one by `relode resource estimate`";
      throw new ApiProblem(404, "unknown-resource", `there is no body ${JSON.stringify(id)}; known: ${known}`);
    }
    return this.#json(id, "resource.json", resourceSchema);
  }

  async holes(id: string): Promise<ReadFile<HolesDocument>> {
    await this.document(id);
    return this.#json(id, "holes.json", holesSchema);
  }

  /** How the blocks were kriged. @throws {ApiProblem} 404 the run left no such file */
  async estimation(id: string): Promise<ReadFile<EstimationDocument>> {
    await this.document(id);
    return this.#json(id, "estimation.json", estimationSchema);
  }

  /** A column of `estimation.parquet`, one value a block. */
  async estimationColumn(id: string, name: string): Promise<Float32Array> {
    const { blocks } = (await this.document(id)).content;
    const part = { rows: blocks, from: 0, count: blocks };
    return (await this.#numbers(id, "estimation.parquet", name, part)).values;
  }

  async surfaces(id: string): Promise<ReadFile<z.infer<typeof surfacesSchema>>> {
    await this.document(id);
    return this.#json(id, "surfaces.json", surfacesSchema);
  }

  /**
   * One value a block.
   * @throws {ApiProblem} 404 no such column, 500 the file is damaged
   */
  async column(id: string, name: string): Promise<{ values: Float32Array; etag: string }> {
    const { blocks, columns } = (await this.document(id)).content;
    if (!columns.some((column) => column.name === name))
      throw new ApiProblem(
        404,
        "unknown-column",
        `body ${id} has no column ${JSON.stringify(name)}; it has ${columns.map((column) => column.name).join(", ")}`,
      );
    return this.#numbers(id, "blocks.parquet", name, { rows: blocks, from: 0, count: blocks });
  }

  /**
   * Realisation k of a variable, one value a block.
   * @throws {ApiProblem} 404 no such variable or realisation, 500 the file is damaged
   */
  async realisation(id: string, variable: string, k: number): Promise<{ values: Float32Array; etag: string }> {
    const { blocks, realisations, variables } = (await this.document(id)).content;
    if (!idPattern.test(variable) || !variables.some(({ name }) => name === variable))
      throw new ApiProblem(
        404,
        "unknown-variable",
        `body ${id} has no realisations of ${JSON.stringify(variable)}; it has them of ${variables.map(({ name }) => name).join(", ") || "nothing"}`,
      );
    if (k >= realisations)
      throw new ApiProblem(
        404,
        "unknown-realisation",
        `body ${id} has realisations 0 to ${realisations - 1}, got ${k}`,
      );
    const rows = blocks * realisations;
    return this.#numbers(id, `realisations/${variable}.parquet`, "value", { rows, from: k * blocks, count: blocks });
  }

  /** Whether a file that a later command may have left in a body's folder is there. */
  async has(id: string, file: string): Promise<boolean> {
    const found = await stat(join(this.#folder, id, file)).catch(() => null);
    return found?.isFile() === true;
  }

  /** What a later command left in a body's folder. @throws {ApiProblem} 404 no such file, 500 it is damaged */
  async left<T>(id: string, file: string, schema: z.ZodType<T>): Promise<ReadFile<T>> {
    await this.document(id);
    return this.#json(id, file, schema);
  }

  /** Columns of a block table that a later command left. @throws {ApiProblem} 500 the file is damaged */
  async leftColumns(id: string, file: string): Promise<readonly string[]> {
    const stamp = await this.#stamp(id, file);
    const what = `body ${id}, ${file}`;
    return this.#keep(`${id}/${file}:names`, stamp, 1000, () => columnNames(join(this.#folder, id, file), what));
  }

  /** One of these columns, one value a block. @throws {ApiProblem} 404 no such column, 500 the file is damaged */
  async leftColumn(id: string, file: string, name: string): Promise<{ values: Float32Array; etag: string }> {
    const { blocks } = (await this.document(id)).content;
    const names = await this.leftColumns(id, file);
    if (!names.includes(name))
      throw new ApiProblem(
        404,
        "unknown-column",
        `body ${id}, ${file} has no column ${JSON.stringify(name)}; it has ${names.join(", ")}`,
      );
    return this.#numbers(id, file, name, { rows: blocks, from: 0, count: blocks });
  }

  async #numbers(
    id: string,
    file: string,
    column: string,
    part: { readonly rows: number; readonly from: number; readonly count: number },
  ): Promise<{ values: Float32Array; etag: string }> {
    const path = join(this.#folder, id, file);
    const stamp = await this.#stamp(id, file);
    const key = `${id}/${file}:${column}:${part.from}`;
    const what = `body ${id}, ${file}, column ${column}`;
    const values = await this.#keep(key, stamp, 4 * part.count, () => readColumn(path, column, { ...part, what }));
    return { values, etag: `W/"${stamp}-${part.from.toString(36)}"` };
  }

  async #json<T>(id: string, file: string, schema: z.ZodType<T>): Promise<ReadFile<T>> {
    const stamp = await this.#stamp(id, file);
    const path = join(this.#folder, id, file);
    const { size } = await stat(path);
    const what = `body ${id}, ${file}`;
    if (size > largestJsonBytes)
      throw new ApiProblem(500, "resource-damaged", `${what}: ${size} bytes, limit ${largestJsonBytes}`);
    return this.#keep(`${id}/${file}`, stamp, 3 * size, async () => {
      const text = await readFile(path, "utf8");
      const read = schema.safeParse(parsed(text));
      const sha256 = createHash("sha256").update(text).digest("hex");
      if (read.success) return { text, etag: `W/"${stamp}"`, sha256, content: read.data };
      const first = read.error.issues[0];
      const why = first === undefined ? "not as the schema wants it" : `${first.path.join("/")}: ${first.message}`;
      throw new ApiProblem(500, "resource-damaged", `${what}: ${why}; estimate the resource again`);
    });
  }

  /** Changes whenever the file does. @throws {ApiProblem} 404 the file is not there */
  async #stamp(id: string, file: string): Promise<string> {
    const found = await stat(join(this.#folder, id, file)).catch(() => null);
    if (found === null || !found.isFile())
      throw new ApiProblem(404, "resource-without", `body ${id} has no ${file}; estimate the resource again`);
    return `${found.size.toString(36)}-${Math.round(found.mtimeMs * 1000).toString(36)}`;
  }

  #keep<T>(key: string, stamp: string, bytes: number, read: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    if (known !== undefined && known.stamp === stamp) {
      this.#kept.set(key, known);
      return known.value as Promise<T>;
    }
    const value = read();
    this.#kept.set(key, { stamp, bytes, value });
    value.catch(() => this.#kept.delete(key));
    let held = 0;
    for (const entry of this.#kept.values()) held += entry.bytes;
    for (const [oldest, entry] of this.#kept) {
      if (held <= cacheBytes || oldest === key) break;
      this.#kept.delete(oldest);
      held -= entry.bytes;
    }
    return value;
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
