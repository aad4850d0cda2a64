import { open } from "node:fs/promises";
import { type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import { ApiProblem } from "./problem.ts";

interface BoundFile {
  readonly byteLength: number;
  readonly slice: (start: number, end?: number) => Promise<ArrayBuffer>;
}

/** Opens a file for reads of parts of it, and closes it afterwards. */
async function withFile<T>(path: string, work: (file: BoundFile) => Promise<T>): Promise<T> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    return await work({
      byteLength: size,
      slice: async (start, end = size) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    });
  } finally {
    await handle.close();
  }
}

const damaged = (what: string, why: string) =>
  new ApiProblem(500, "resource-damaged", `${what}: ${why}; estimate the resource again`);

function checkRows(metadata: FileMetaData, rows: number, what: string): void {
  if (Number(metadata.num_rows) !== rows)
    throw damaged(what, `the file has ${metadata.num_rows} rows, resource.json needs ${rows}`);
}

/** Names of the columns of a flat table. @throws {ApiProblem} 500 the file is not Parquet */
export async function columnNames(path: string, what: string): Promise<readonly string[]> {
  return withFile(path, async (file) => {
    try {
      const { schema } = await parquetMetadataAsync(file);
      return schema.slice(1).map(({ name }) => name);
    } catch (error) {
      throw damaged(what, error instanceof Error ? error.message : String(error));
    }
  });
}

/**
 * Rows of one numeric column as single precision, NaN where the file holds none.
 *
 * @param rows rows that the whole file must have
 * @param from,count which of them to read
 * @param what name for messages
 * @throws {ApiProblem} 500 the file is not Parquet, has other rows, no such column, or one that holds no numbers
 */
export async function readColumn(
  path: string,
  column: string,
  {
    rows,
    from,
    count,
    what,
  }: { readonly rows: number; readonly from: number; readonly count: number; readonly what: string },
): Promise<Float32Array> {
  return withFile(path, async (file) => {
    const values = new Float32Array(count).fill(Number.NaN);
    try {
      const metadata = await parquetMetadataAsync(file);
      checkRows(metadata, rows, what);
      if (!metadata.schema.some((element) => element.name === column)) throw damaged(what, `no column ${column}`);
      await parquetRead({
        file,
        metadata,
        columns: [column],
        rowStart: from,
        rowEnd: from + count,
        onChunk: ({ columnData, rowStart }) => fill(values, columnData, rowStart - from, what),
      });
    } catch (error) {
      if (error instanceof ApiProblem) throw error;
      throw damaged(what, error instanceof Error ? error.message : String(error));
    }
    return values;
  });
}

function fill(values: Float32Array, data: ArrayLike<unknown>, at: number, what: string): void {
  const first = Math.max(0, -at);
  const last = Math.min(data.length, values.length - at);
  for (let i = first; i < last; i++) {
    const value = data[i];
    if (typeof value === "number") values[at + i] = value;
    else if (typeof value === "bigint") values[at + i] = Number(value);
    else if (value !== null && value !== undefined) throw damaged(what, `row ${at + i} holds a ${typeof value}`);
  }
}
