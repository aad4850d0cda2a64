import {
  blockModel,
  type ClassificationProposal,
  classifyByDrilling,
  classifyByKriging,
  type ResourceDocument,
  type ResourceHoles,
} from "@relode/core/resource";
import { UsageError } from "./usageError.ts";

const classNames = ["inferred", "indicated", "measured"] as const;

/**
 * Classes by a rule in words. `drilling:indicated=60x3,inferred=110x2`: so many holes within so many metres.
 * `kriging:indicated=0.5/0.8,inferred=0.9/0.3`: kriging variance over the sill at most, slope of regression at least.
 * @throws {UsageError} `usage.rule` the rule is not understood, or looser in a better class
 */
export function classifyByRule(
  rule: string,
  document: ResourceDocument,
  holes: ResourceHoles,
  column: (name: string) => Float32Array | undefined,
  variable: string,
): ClassificationProposal {
  const [kind, list] = [rule.slice(0, rule.indexOf(":")), rule.slice(rule.indexOf(":") + 1)];
  const wrong = (why: string) =>
    new UsageError(
      "usage.rule",
      `--rule ${rule}: ${why}; write drilling:indicated=60x3,inferred=110x2 or kriging:indicated=0.5/0.8,inferred=0.9/0.3`,
    );
  const limits = list.split(",").map((part) => {
    const found = /^(inferred|indicated|measured)=([\d.]+)[x/]([\d.]+)$/.exec(part.trim());
    const name = classNames.find((one) => one === found?.[1]);
    if (found === null || name === undefined) throw wrong(`"${part}" is not understood`);
    return { class: name, first: Number(found[2]), second: Number(found[3]) };
  });
  const model = blockModel(document.grid, []);
  try {
    if (kind === "drilling") {
      const inside = holes.composites.filter(({ domain }) => domain !== null);
      const number = new Map([...new Set(inside.map(({ hole }) => hole))].map((hole, i) => [hole, i]));
      return classifyByDrilling(
        model,
        {
          xyzM: Float64Array.from(inside.flatMap(({ at }) => at)),
          holes: Int32Array.from(inside, ({ hole }) => number.get(hole) ?? 0),
        },
        {
          limits: limits.map(({ class: of, first, second }) => ({
            class: of,
            mostDistanceM: first,
            leastHoles: second,
          })),
        },
        column("fraction") ?? null,
      );
    }
    if (kind === "kriging") {
      const [variance, slope] = [column(`${variable}_variance`), column(`${variable}_slope`)];
      if (variance === undefined || slope === undefined)
        throw wrong(`the run has no variance and slope of ${variable}`);
      const of = document.variograms.filter((one) => one.variable === variable && one.of === "grade");
      // The sill differs by domain: blocks are held against that of their own.
      const sills = new Map(
        document.domains.map(({ code, name }) => [
          code,
          of.find(({ domain }) => domain === name)?.variance ?? Number.NaN,
        ]),
      );
      const domain = column("domain");
      const relative = Float64Array.from(variance, (value, b) => value / (sills.get(domain?.[b] ?? 0) ?? Number.NaN));
      const columns = blockModel(document.grid, [
        { name: "variance", unit: "ppm2", support: "block", realisations: 1, values: relative },
        { name: "slope", unit: "1", support: "block", realisations: 1, values: slope },
      ]);
      return classifyByKriging(columns, {
        variance: "variance",
        slope: "slope",
        sillPpm2: 1,
        limits: limits.map(({ class: one, first, second }) => ({
          class: one,
          mostRelativeVariance: first,
          leastSlope: second,
        })),
      });
    }
  } catch (error) {
    if (error instanceof RangeError) throw wrong(error.message);
    throw error;
  }
  throw wrong(`"${kind}" is no rule; drilling and kriging are`);
}
