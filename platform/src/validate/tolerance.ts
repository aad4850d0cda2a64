import { foldedKey, type Leaf } from "./leaves.ts";

/** How far a computed number may lie from the expected one; it passes when any of the bounds given holds. */
export interface Tolerance {
  /** Of the expected value, as a fraction. */
  readonly rel?: number;
  /** In the unit of the value. */
  readonly abs?: number;
  /** Of the decimal logarithms. */
  readonly log10Abs?: number;
  /** Largest ratio, either way; above 1. */
  readonly factor?: number;
  /** True where the case states no number and six significant digits are asked for. */
  readonly isDefault?: boolean;
}

/** Cases carry six significant digits, so none is asked for more than 1e-5 unless it says so. */
const byDefault: Tolerance = { rel: 1e-5, isDefault: true };

/** Words before `_rel` and `_abs` that speak of every value of a case; any other word speaks of the keys that hold it. */
const generalPrefixes = ["", "tolerance", "model", "arithmetic", "mc"];

/**
 * The tolerance that holds for one key. `specs` are the statements of a case, then those of its file: an object
 * (`{ rel, abs, log10_abs, pH_abs, SI_abs, mc_rel_at_1e5, npv_factor }`, or an object under the key's own name), or the plain
 * form `{ tolerance_rel, tolerance_abs }`. The first that states a number for the key decides. A statement made for the key
 * alone (`pH_abs` for `pH`) goes before a general one, which is looser. Words alone state no number.
 */
export function toleranceFor(key: string, specs: readonly unknown[]): Tolerance {
  for (const spec of specs) {
    const found = readSpec(key, spec);
    if (found !== null) return found;
  }
  return byDefault;
}

function readSpec(key: string, spec: unknown): Tolerance | null {
  if (isBound(spec)) return { rel: spec };
  if (typeof spec !== "object" || spec === null) return null;
  const general: { -readonly [K in keyof Tolerance]: Tolerance[K] } = {};
  const special: { -readonly [K in keyof Tolerance]: Tolerance[K] } = {};
  for (const [name, value] of Object.entries(spec)) {
    if (typeof value === "object" && foldedKey(name) === foldedKey(key)) return readSpec(key, value);
    if (!isBound(value)) continue;
    const match = /^(?:(.*?)_)?(rel|abs|factor)(?:_at_1e5)?$/.exec(name);
    if (match === null) continue;
    const [, word = "", kind] = match;
    if (kind === "abs" && word === "log10") general.log10Abs = value;
    // `log_activity_abs`: of decimal logarithms; a value that is one already is compared as it stands.
    else if (kind === "abs" && word.startsWith("log_")) {
      if (/(^|[._])log_(?!IAP$|K$)/i.test(key)) special.abs = value;
      else general.log10Abs = value;
    } else if (generalPrefixes.includes(word)) Object.assign(general, { [kind]: value });
    else if (isAbout(key, word)) Object.assign(special, { [kind]: value });
  }
  if (Object.keys(special).length > 0) return special;
  return Object.keys(general).length > 0 ? general : null;
}

function isBound(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

/** True when a key speaks of the quantity: `pH_final` of `pH`, `phases.Calcite.SI` of `SI`. */
function isAbout(key: string, word: string): boolean {
  const wanted = word.toLowerCase();
  // A saturation index is log IAP − log K: what is said of it holds for both.
  if (wanted === "si" && /(^|[._])log_(IAP|K)$/i.test(key)) return true;
  return key
    .toLowerCase()
    .split(/[.[\]]+/)
    .some((part) => part === wanted || part.startsWith(`${wanted}_`) || part.endsWith(`_${wanted}`));
}

/** The bounds in words, for a row. */
export function toleranceText({ rel, abs, log10Abs, factor, isDefault }: Tolerance): string {
  const parts = [
    rel === undefined ? "" : `rel ${rel}`,
    abs === undefined ? "" : `abs ${abs}`,
    log10Abs === undefined ? "" : `log10 ${log10Abs}`,
    factor === undefined ? "" : `factor ${factor}`,
  ].filter((part) => part !== "");
  return parts.join(" or ") + (isDefault ? " (none stated)" : "");
}

/**
 * True when a computed value agrees: numbers within any of the bounds, words and truth values exactly. Nothing agrees with
 * an expected value that is missing, and no NaN or infinite result agrees with a number. A value that a case prints with seven
 * digits or more was rounded to them: half a unit of its eighth digit is no disagreement, however strict the tolerance.
 */
export function agrees(got: Leaf, expected: Leaf, tolerance: Tolerance): boolean {
  if (expected === null) return false;
  if (typeof expected !== "number") return got === expected;
  if (typeof got !== "number" || !Number.isFinite(got) || !Number.isFinite(expected)) return false;
  const distance = Math.abs(got - expected);
  if (distance <= printedRounding(expected)) return true;
  const { rel, abs, log10Abs, factor } = tolerance;
  // A half unit in the last place of a double's 15 digits: 3 % of 100 is not exactly 3.
  const slack = 1 + 1e-12;
  if (rel !== undefined && distance <= rel * Math.abs(expected) * slack) return true;
  if (abs !== undefined && distance <= abs * slack) return true;
  const areLogsDefined = got > 0 && expected > 0;
  if (log10Abs !== undefined && areLogsDefined && Math.abs(Math.log10(got / expected)) <= log10Abs * slack) return true;
  return factor !== undefined && areLogsDefined && Math.max(got / expected, expected / got) <= factor * slack;
}

/** Half a unit of the eighth significant digit of a value printed with seven to nine of them; 0 for shorter, exact ones. */
function printedRounding(expected: number): number {
  const digits = Math.abs(expected)
    .toString()
    .replace(/e.*$/, "")
    .replace(".", "")
    .replace(/^0+|0+$/g, "").length;
  return digits < 7 || digits > 9 ? 0 : 0.5000001e-7 * 10 ** Math.floor(Math.log10(Math.abs(expected)));
}
