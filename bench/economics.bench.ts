import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  baseFactors,
  compileProject,
  evaluateProject,
  internalRates,
  monteCarlo,
  readProject,
} from "../core/src/economics/index.ts";

// Arguments: the example's path, runs. Prints [{ name, unit, handled, seconds: [...] }] as JSON.
const [example = "", runsText = "5"] = process.argv.slice(2);
const runs = Number(runsText);
const flows = 10_000;
const { project, issues } = readProject(JSON.parse(readFileSync(join(example), "utf8")), "example");
if (project === null) throw new Error(JSON.stringify(issues));
const still = { ...project, products: project.products.map((product) => ({ ...product, priceModel: null })) };
const kernel = compileProject(still);
const factors = baseFactors(still);
let sink = 0;

function bench(name: string, unit: string, handled: number, work: () => void) {
  work();
  const seconds = Array.from({ length: runs }, () => {
    const from = performance.now();
    work();
    return (performance.now() - from) / 1000;
  });
  return { name, unit, handled, seconds };
}

const { netCash } = (evaluateProject(still), kernel.run(factors), kernel.table);
const results = [
  bench(`${flows} cash flows of ${kernel.years} years with tax`, "flow", flows, () => {
    for (let k = 0; k < flows; k++) {
      factors.price[0] = 0.5 + k / flows;
      sink += kernel.run(factors);
    }
  }),
  bench(`Monte Carlo, ${flows} realisations with price paths`, "realisation", flows, () => {
    sink += monteCarlo(project, flows, 1).interval.mean;
  }),
  bench("all internal rates of return", "flow", 1000, () => {
    for (let k = 0; k < 1000; k++) sink += internalRates(netCash).signChanges;
  }),
];
if (!Number.isFinite(sink)) throw new Error("a value is not finite");
console.log(JSON.stringify(results));
