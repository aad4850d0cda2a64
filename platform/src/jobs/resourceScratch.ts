import { type FileHandle, open, rm } from "node:fs/promises";

/** Realisations of one variable on disk, one after another, so that any range of blocks can be read across all of them. */
export class ResourceScratch {
  readonly #path: string;
  readonly #blocks: number;
  #file: FileHandle | null = null;
  #count = 0;

  constructor(path: string, blocks: number) {
    this.#path = path;
    this.#blocks = blocks;
  }

  async append(values: Float32Array): Promise<void> {
    this.#file ??= await open(this.#path, "w+");
    await this.#file.write(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      0,
      values.byteLength,
      this.#count * 4 * this.#blocks,
    );
    this.#count++;
  }

  /** Values of blocks `from` to `from + n − 1`: realisation after realisation. */
  async slice(from: number, n: number): Promise<Float32Array> {
    const all = new Float32Array(n * this.#count);
    const bytes = new Uint8Array(all.buffer);
    for (let k = 0; k < this.#count; k++)
      await this.#file?.read(bytes, 4 * n * k, 4 * n, 4 * (k * this.#blocks + from));
    return all;
  }

  async remove(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    await rm(this.#path, { force: true });
  }
}
