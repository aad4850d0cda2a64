import { fileWriter, ParquetWriter } from "hyparquet-writer";

/** A column of numbers in a file that grows by row groups. */
export interface GrowingColumn {
  readonly name: string;
  readonly type: "FLOAT" | "DOUBLE";
}

/** A Parquet file written group by group: nothing but the current group is held. NaN stays NaN. */
export class ResourceColumnFile {
  readonly #writer: ParquetWriter;
  readonly #columns: readonly GrowingColumn[];

  constructor(path: string, columns: readonly GrowingColumn[], notes: Readonly<Record<string, string>> = {}) {
    this.#columns = columns;
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: [
        { name: "root", num_children: columns.length },
        ...columns.map(({ name, type }) => ({ name, type, repetition_type: "REQUIRED" as const })),
      ],
      statistics: false,
      kvMetadata: Object.entries(notes).map(([key, value]) => ({ key, value })),
      createdBy: "relode",
    });
  }

  /** One row group of equally long arrays in the order of the columns. */
  async append(values: readonly (Float32Array | Float64Array)[]): Promise<void> {
    await this.#writer.write({
      columnData: this.#columns.map(({ name }, c) => ({ name, data: values[c], encoding: "PLAIN" as const })),
      rowGroupSize: Math.max(1, values[0].length),
    });
  }

  async finish(): Promise<void> {
    await this.#writer.finish();
  }
}
