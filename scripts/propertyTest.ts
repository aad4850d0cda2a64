import fc, { type Arbitrary, assert, asyncProperty, type Parameters } from "fast-check";
import { test as plainTest } from "vitest";

export { fc };

const givenSeed = process.env["RELODE_SEED"];
const givenRuns = process.env["RELODE_RUNS"];
/** One seed for one tree: `npm test` must not answer by chance. `npm run fuzz` draws other seeds. */
const seed = givenSeed === undefined ? 20250821 : Number(givenSeed);
const runs = givenRuns === undefined ? {} : { numRuns: Number(givenRuns) };

/**
 * Stands in for `@fast-check/vitest` in the runs (vitest.config.ts), whose types the tests keep: that package walks every chain of
 * modifiers of `test` when it loads, 2.5 s of processor in each of the files with a property. A found case is repeated with
 * `RELODE_SEED=<seed> npx vitest run <file>`.
 */
function prop<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: Arbitrary<T[K]> },
  parameters: Parameters<T> = {},
) {
  return (
    title: string,
    check: (...values: T) => boolean | void | Promise<boolean | void>,
    timeoutMs?: number,
  ): void => {
    const property = asyncProperty<T>(...arbitraries, async (...values) => await check(...values));
    const settings = { seed, ...parameters, ...runs };
    plainTest(`${title} (with seed=${settings.seed})`, async () => await assert(property, settings), timeoutMs);
  };
}

export const test = Object.assign(plainTest, { prop });
