import type { Project } from "./project.ts";
import { baseFactors, type ProjectFactors } from "./projectKernel.ts";

/** One quantity that may vary: its base value, unit, and how a value enters the factors. */
export interface ProjectKey {
  readonly key: string;
  readonly base: number;
  readonly unit: string;
  /** Largest value that means something: 1 for a recovery. */
  readonly most: number;
  readonly set: (factors: ProjectFactors, value: number) => void;
}

/**
 * All keys of a project: `price.<product>` and `recovery.<product>` and `grade.<element>` in their own units, factors `feed`,
 * `capital`, `operating`, `closure` (1 is the base), and `discountRate`.
 */
export function projectKeys(project: Project): ReadonlyMap<string, ProjectKey> {
  const keys: ProjectKey[] = [];
  const none = Number.POSITIVE_INFINITY;
  project.products.forEach((product, q) => {
    const [price = Number.NaN] = product.price;
    keys.push({
      key: `price.${product.name}`,
      base: price,
      unit: `${project.currency}/kg`,
      most: none,
      set: (factors, value) => (factors.price[q] = value / price),
    });
    keys.push({
      key: `recovery.${product.name}`,
      base: product.recovery,
      unit: "fraction",
      most: 1,
      set: (factors, value) => (factors.recovery[q] = value / product.recovery),
    });
  });
  for (const [element, ppm] of project.gradePpm)
    keys.push({
      key: `grade.${element}`,
      base: ppm,
      unit: "ppm",
      most: 1e6,
      set: (factors, value) =>
        project.products.forEach((product, q) => {
          if (product.element === element) factors.grade[q] = value / ppm;
        }),
    });
  const factor = (key: "feed" | "capital" | "operating" | "closure") =>
    keys.push({
      key,
      base: 1,
      unit: "factor",
      most: none,
      set: (factors, value) => (factors[key] = value),
    });
  factor("feed");
  factor("capital");
  factor("operating");
  factor("closure");
  keys.push({
    key: "discountRate",
    base: project.discountRate,
    unit: "per year",
    most: none,
    set: (factors, value) => (factors.discountRate = value),
  });
  return new Map(keys.map((key) => [key.key, key]));
}

/** Factors with some keys set to values, the others at the base. @throws {RangeError} a key that the project does not have */
export function factorsWith(project: Project, values: Iterable<readonly [key: string, value: number]>): ProjectFactors {
  const keys = projectKeys(project);
  const factors = baseFactors(project);
  for (const [name, value] of values) {
    const key = keys.get(name);
    if (key === undefined) throw new RangeError(`no quantity ${name}; use one of ${[...keys.keys()].join(", ")}`);
    key.set(factors, value);
  }
  return factors;
}

const factorWords: Readonly<Record<string, string>> = {
  feed: "tonnes treated",
  capital: "capital",
  operating: "operating cost",
  closure: "closure cost",
  discountRate: "discount rate",
};

/** A key in words: `price.Copper cathode` is "price of Copper cathode", `path.X` the price path of X over the whole life. */
export function keyWords(key: string): string {
  const [kind = "", ...rest] = key.split(".");
  const name = rest.join(".");
  if (key === allPaths) return "price paths of all products";
  if (kind === "path") return `price path of ${name}`;
  if (name !== "" && ["price", "recovery", "grade"].includes(kind)) return `${kind} of ${name}`;
  return factorWords[key] ?? key;
}

/** Name of the price paths of all products taken as one factor. */
export const allPaths = "price paths";
