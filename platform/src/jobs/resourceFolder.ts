import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parquetMetadataAsync, parquetRead } from "hyparquet";
import { DataError, type Issue } from "@relode/core/evidence";
import type { ResourceDocument, ResourceHoles, ResourceSurfaces } from "@relode/core/resource";

/** A run read back from its folder. */
export interface ResourceFolderParts {
  readonly document: ResourceDocument;
  readonly holes: ResourceHoles;
  readonly surfaces: ResourceSurfaces;
}

function refused(path: string, message: string): DataError {
  const issue: Issue = { path, code: "resource.folder", severity: "error", message };
  return new DataError(`${path}: ${message}`, [issue]);
}

/**
 * Reads the documents of a run.
 * @throws {DataError} `resource.folder`: a file is missing, not JSON, or of another schema
 */
export async function openResourceFolder(folder: string): Promise<ResourceFolderParts> {
  const read = async (name: string): Promise<unknown> => {
    const path = join(folder, name);
    let text: string;
    try {
      text = await readFile(path, "utf8");
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      throw refused(path, `cannot be read (${code}); name a folder written by relode resource estimate`);
    }
    try {
      return JSON.parse(text);
    } catch {
      throw refused(path, "is not JSON; estimate the resource again");
    }
  };
  const document = (await read("resource.json")) as ResourceDocument;
  if (document?.schema !== "relode.resource/1")
    throw refused(
      join(folder, "resource.json"),
      `schema is ${String(document?.schema).slice(0, 40)}, wanted relode.resource/1`,
    );
  return {
    document,
    holes: (await read("holes.json")) as ResourceHoles,
    surfaces: (await read("surfaces.json")) as ResourceSurfaces,
  };
}

/**
 * Rows `from` to `from + count − 1` of numeric columns of a Parquet file of the run.
 * @throws {DataError} the file or a column is missing or damaged
 */
export async function readResourceColumns(
  path: string,
  names: readonly string[],
  from: number,
  count: number,
): Promise<Map<string, Float32Array>> {
  const result = new Map(names.map((name) => [name, new Float32Array(count).fill(Number.NaN)] as const));
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, "r");
  } catch {
    throw refused(path, "cannot be read; estimate the resource again");
  }
  try {
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      slice: async (start: number, end = size) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    const missing = names.find((name) => !metadata.schema.some((element) => element.name === name));
    if (missing !== undefined) throw refused(path, `has no column ${missing}`);
    await parquetRead({
      file,
      metadata,
      columns: [...names],
      rowStart: from,
      rowEnd: from + count,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const values = result.get(columnName);
        if (values === undefined) return;
        const at = rowStart - from;
        for (let i = Math.max(0, -at); i < columnData.length && i + at < count; i++) {
          const value: unknown = columnData[i];
          if (typeof value === "number") values[i + at] = value;
        }
      },
    });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw refused(path, error instanceof Error ? error.message : String(error));
  } finally {
    await handle.close();
  }
  return result;
}
