import { gunzipSync, gzipSync } from "fflate";
import { parquetMetadata, parquetRead, type SchemaElement } from "hyparquet";
import { ByteWriter, parquetWrite } from "hyparquet-writer";
import { reason, refuse } from "../fileIssue.ts";

const unsigned = (name: string, isNullable = false): SchemaElement => ({
  name,
  type: "INT32",
  converted_type: "UINT_32",
  logical_type: { type: "INTEGER", bitWidth: 32, isSigned: false },
  repetition_type: isNullable ? "OPTIONAL" : "REQUIRED",
});
const double = (name: string, isNullable = false): SchemaElement => ({
  name,
  type: "DOUBLE",
  repetition_type: isNullable ? "OPTIONAL" : "REQUIRED",
});
const words = (name: string, isNullable: boolean): SchemaElement => ({
  name,
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
  repetition_type: isNullable ? "OPTIONAL" : "REQUIRED",
});
const corners = ["min_u", "min_v", "min_w", "max_u", "max_v", "max_w"].map((end) => `corner_${end}`);
const parents = ["parent_u", "parent_v", "parent_w"];

/** The columns that each kind of OMF array has, in the file's order. */
const arraySchemas = {
  Scalar: [double("scalar")],
  Vertex: ["x", "y", "z"].map((name) => double(name)),
  Segment: ["a", "b"].map((name) => unsigned(name)),
  Triangle: ["a", "b", "c"].map((name) => unsigned(name)),
  Name: [words("name", false)],
  Number: [double("number", true)],
  Index: [unsigned("index", true)],
  Text: [words("text", true)],
  RegularSubblock: [...parents, ...corners].map((name) => unsigned(name)),
  FreeformSubblock: [...parents.map((name) => unsigned(name)), ...corners.map((name) => double(name))],
  Boolean: [{ name: "bool", type: "BOOLEAN", repetition_type: "OPTIONAL" }],
} satisfies Record<string, SchemaElement[]>;

export type OmfArrayKind = keyof typeof arraySchemas;

/** Cells of an array's columns: numbers, words, or nothing. */
export type ArrayColumn = readonly (number | string | boolean | null)[] | Float64Array | Uint32Array;

/** One OMF array as Parquet octets (gzip, the only packing that OMF's own library reads). */
export function omfArray(kind: OmfArrayKind, columns: readonly ArrayColumn[]): Uint8Array {
  const fields = arraySchemas[kind];
  const rows = columns[0]?.length ?? 0;
  const writer = new ByteWriter();
  void parquetWrite({
    writer,
    schema: [{ name: "schema", num_children: fields.length }, ...fields],
    columnData: fields.map((field, at) => ({ name: field.name, data: Array.from(columns[at] as Iterable<unknown>) })),
    codec: "GZIP",
    compressors: { GZIP: (bytes) => gzipSync(bytes, { mtime: 0 }) },
    rowGroupSize: Math.max(1, rows),
    createdBy: "relode",
  });
  return writer.getBytes();
}

/**
 * The columns of one OMF array, by name. Throws DataError `format.omf-array`.
 * @param wanted number of rows that the index states
 */
export async function readOmfArray(
  bytes: Uint8Array,
  path: string,
  wanted: number,
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const found = new Map<string, unknown[]>();
  try {
    const file = bytes.slice().buffer;
    const metadata = parquetMetadata(file);
    const rows = Number(metadata.num_rows);
    if (rows !== wanted) refuse(path, "omf-array", `has ${rows} rows, the index says ${wanted}`);
    await parquetRead({
      file,
      metadata,
      compressors: { GZIP: (packed) => gunzipSync(packed) },
      onChunk: ({ columnName, columnData, rowStart }) => {
        let column = found.get(columnName);
        if (column === undefined) found.set(columnName, (column = new Array<unknown>(rows).fill(null)));
        for (let row = 0; row < columnData.length; row += 1) column[rowStart + row] = columnData[row];
      },
    });
    return found;
  } catch (error) {
    if (error instanceof Error && error.name === "DataError") throw error;
    return refuse(path, "omf-array", `is no readable Parquet array: ${reason(error)}`);
  }
}

/** Numbers of some columns, row after row: x, y, z of the first, then of the second. NaN where a cell is no number. */
export function interleaved(columns: ReadonlyMap<string, readonly unknown[]>, names: readonly string[]): Float64Array {
  const rows = columns.get(names[0] ?? "")?.length ?? 0;
  const out = new Float64Array(rows * names.length);
  names.forEach((name, at) => {
    const column = columns.get(name) ?? [];
    for (let row = 0; row < rows; row += 1) {
      const cell = column[row];
      out[row * names.length + at] = typeof cell === "number" || typeof cell === "bigint" ? Number(cell) : Number.NaN;
    }
  });
  return out;
}

/** The names of the corner and parent columns of sub-blocks. */
export const subblockColumns = { parents, corners } as const;
