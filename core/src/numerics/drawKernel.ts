/** Realisations that a kernel works on at once. */
export const kernelChunk = 2048;

/** Samples by deposit: deposit j owns rows start[j] .. start[j + 1] - 1 of `ppm` (n x E); NaN = not analysed. */
export interface SampleRows {
  readonly ppm: Float32Array;
  readonly start: Int32Array;
  /** J x E. */
  readonly depositMeanPpm: Float32Array;
}

/** A grade law and what becomes of the mass: max(0, ore x grade x factor - recoveredT). */
export interface CellLaw {
  /** Grade, ppm: exp(score), or 1e6 / (1 + exp(-score)) where bounded; score = location + common + sd z. */
  readonly location: number;
  readonly sd: number;
  readonly isBounded: boolean;
  /** 1e-6 x fraction kept. */
  readonly factor: number;
  /** t a year. */
  readonly recoveredT: number;
}

/** Which realisations of the bootstrap to draw, and for which elements. */
export interface SampleRequest {
  readonly seed: number;
  readonly mineStream: number;
  readonly bootstrapStream: number;
  /** Per element: blend draws below this weight need a sample. */
  readonly weights: Float64Array;
}

/**
 * The inner loops of the screening over a chunk of at most `kernelChunk` realisations. The columns are scratch: a call reads
 * some and overwrites others. Both kernels do the same operations in the same order, so they give the same bits.
 */
export interface DrawKernel {
  readonly isWasm: boolean;
  readonly uniform: Float64Array;
  readonly normal: Float64Array;
  /** Part of the score that other cells share. */
  readonly common: Float64Array;
  /** t a year. */
  readonly ore: Float64Array;
  readonly blend: Float64Array;
  /** t a year. */
  readonly unrecovered: Float32Array;
  /** Writes at least n draws of a stream to `uniform`, from word 4 `block` on. */
  fillUniform(n: number, block: number, stream: number, check: number, seed: number): void;
  /** `normal` from `uniform`, whose numbers lie strictly between 0 and 1. */
  toNormal(n: number): void;
  /** `unrecovered` from `normal`, `common` and `ore`. */
  toUnrecovered(n: number, law: CellLaw): void;
  /** The same, with the sampled grade of an element where `blend` is below `weight` and there is one. */
  toUnrecoveredBlended(n: number, law: CellLaw, weight: number, element: number): void;
  /** Names the samples that `drawSamples` takes from; cheap when they are those of the last call. */
  openSamples(samples: SampleRows, width: number): void;
  /** Sampled grades of n realisations from `first` on; see clusterBootstrap.ts. */
  drawSamples(n: number, first: number, request: SampleRequest): void;
  /** What `drawSamples` drew for an element, ppm; NaN, or undefined where `blend` asks for no sample. */
  sampledPpm(element: number): Float32Array;
  /** Counts of `countBins` by the upper 16 bits of the numbers; the caller clears what it used. */
  readonly binCounts: Uint32Array;
  /** Smallest and largest bit pattern met by `countBins`; the caller resets them to 2^32 - 1 and 0. */
  readonly bitRange: Uint32Array;
  /** Counts n numbers of `unrecovered`, each 0 or above, by bin; returns their sum. */
  countBins(n: number): number;
  /** Those of n numbers of `unrecovered` that lie in a bin, in order; a view that the next call overwrites. */
  matchBin(n: number, bin: number): Float32Array;
  /** A mine's mass, the sum over mines, and a sum with weights (what ores contained, what masses are worth). */
  readonly mass: Float64Array;
  readonly total: Float64Array;
  readonly weighted: Float64Array;
  /** Sums that `addMoments` adds to; the caller resets them. */
  readonly moments: Float64Array;
  /** `mass` from `unrecovered`, or with it added. */
  takeMass(n: number, isFirst: boolean): void;
  /** Adds `mass` to `total`; returns the sum of n numbers of `mass`. */
  addTotal(n: number): number;
  /** Adds `unrecovered` x scale + offset to `weighted`. */
  addWeighted(n: number, scale: number, offset: number): void;
  /** With d = `mass` - mean: adds the sums of d² and of d x `total` over n numbers to `moments`. */
  addMoments(n: number, mean: number): void;
}
