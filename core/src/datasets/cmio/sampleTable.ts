import type { OreSamples, SampledDeposit } from "./oreSamples.ts";

/** Rows of kept samples while they arrive: typed arrays that double when full. */
export class SampleTable {
  rows = 0;
  readonly deposits: SampledDeposit[] = [];
  readonly #width: number;
  #ppm: Float32Array;
  #below: Uint8Array;
  #deposit: Int32Array;
  readonly #indexOfDeposit = new Map<string, number>();

  constructor(width: number, capacity = 4096) {
    this.#width = width;
    this.#ppm = new Float32Array(width * capacity);
    this.#below = new Uint8Array(width * capacity);
    this.#deposit = new Int32Array(capacity);
  }

  /** The deposit under its identifier; the first row to name it describes it. */
  depositIndex(uid: string, describe: () => SampledDeposit): number {
    let index = this.#indexOfDeposit.get(uid);
    if (index === undefined) {
      const entries = Object.entries(describe()).map(([key, text]) => [key, detached(text)]);
      index = this.deposits.push(Object.fromEntries(entries) as SampledDeposit) - 1;
      this.#indexOfDeposit.set(detached(uid), index);
    }
    return index;
  }

  /** Appends one row of `width` numbers, ppm and flags as in `OreSamples`. */
  add(deposit: number, ppm: Float32Array, below: Uint8Array): void {
    if (this.rows === this.#deposit.length) this.#grow();
    this.#ppm.set(ppm, this.rows * this.#width);
    this.#below.set(below, this.rows * this.#width);
    this.#deposit[this.rows++] = deposit;
  }

  finish(elements: readonly string[], rest: Pick<OreSamples, "synthetic" | "source" | "filter">): OreSamples {
    const cells = this.rows * this.#width;
    return {
      elements,
      ppm: this.#ppm.slice(0, cells),
      belowDetection: this.#below.slice(0, cells),
      deposit: this.#deposit.slice(0, this.rows),
      deposits: this.deposits,
      ...rest,
    };
  }

  #grow(): void {
    const ppm = new Float32Array(this.#ppm.length * 2);
    ppm.set(this.#ppm);
    this.#ppm = ppm;
    const below = new Uint8Array(this.#below.length * 2);
    below.set(this.#below);
    this.#below = below;
    const deposit = new Int32Array(this.#deposit.length * 2);
    deposit.set(this.#deposit);
    this.#deposit = deposit;
  }
}

/** The same text in memory of its own: a slice would keep the whole chunk it was cut from alive. */
export function detached(text: string): string {
  return Array.from(text).join("");
}
