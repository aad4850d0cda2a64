import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readAqueousConstants } from "../core/src/datasets/aqueousConstants/readAqueousConstants.ts";
import { readElements } from "../core/src/datasets/elements/readElements.ts";
import { chemistryTable, equilibrate, titrate } from "../core/src/process/chemistry/index.ts";

// Arguments: the folder of the tables, runs. Prints [{ name, unit, handled, seconds, cpuSeconds, peer }] as JSON.
const [datasets = "", runsText = "5"] = process.argv.slice(2);
const runs = Number(runsText);
const text = (id: string) => readFileSync(join(datasets, id, "data.csv"), "utf8");
const weights = new Map(readElements(text("elements")).rows.map((row) => [row.symbol, row.atomicWeight]));
const { rows } = readAqueousConstants(text("aqueousConstants"));

/** The water of the peer's run, so that figures stand side by side: 13 elements, O2 and CO2 of the air, three minerals, 15 °C. */
const water = {
  temperatureC: 15,
  pH: 2.75,
  pe: 12,
  unit: "mg/L",
  totals: {
    "Fe(2)": 280,
    "Fe(3)": 120,
    Al: 150,
    Mn: 25,
    Zn: 40,
    Cu: 12,
    Ca: 180,
    Mg: 120,
    Na: 20,
    K: 3,
    Cl: 15,
    Si: 15,
    "S(6)": { value: 3000, as: "SO4", chargeBalance: true },
  },
} as const;
const phases = [
  { name: "O2(g)", si: -0.7 },
  { name: "CO2(g)", si: -3.4 },
  { name: "Fe(OH)3(a)" },
  { name: "Al(OH)3(a)" },
  { name: "Gypsum" },
];
const steps = Array.from({ length: 1000 }, (_, i) => ({ "Ca(OH)2": i * 3.5e-5 }));

function bench(name: string, handled: number, peer: string, work: () => void) {
  work();
  const cpuSeconds: number[] = [];
  const seconds = Array.from({ length: runs }, () => {
    const [from, cpu] = [performance.now(), process.cpuUsage()];
    work();
    const used = process.cpuUsage(cpu);
    cpuSeconds.push((used.user + used.system) / 1e6);
    return (performance.now() - from) / 1000;
  });
  return { name, unit: "equilibrium", handled, seconds, cpuSeconds, peer };
}

const wateq4f = chemistryTable(rows, "wateq4f", weights);
const first = equilibrate(wateq4f, { solution: water });
const relode = chemistryTable(rows, "relode", weights);
const more = equilibrate(relode, {
  solution: { ...water, totals: { ...water.totals, Ni: 2, Co: 1, Cd: 0.1, Pb: 0.2, As: 0.5, F: 3, Ce: 0.5, Nd: 0.3 } },
});
const results = [
  bench("lime titration of mine water, 16 components, 5 phases", steps.length, "PHREEQC 3: 0.86 ms", () => {
    titrate(wateq4f, { solution: first.state, phases }, steps);
  }),
  bench("the same, each from a cold start", 100, "", () => {
    for (let i = 0; i < 100; i++)
      equilibrate(wateq4f, { solution: first.state, phases, addMol: { "Ca(OH)2": i * 3.5e-4 } });
  }),
  bench(
    `lime titration, ${Object.keys(more.state.componentMol).length} components with rare earths, 5 phases`,
    steps.length,
    "",
    () => {
      titrate(relode, { solution: more.state, phases }, steps);
    },
  ),
];
console.log(JSON.stringify(results));
