import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readAqueousConstants } from "../../datasets/aqueousConstants/readAqueousConstants.ts";
import { readElements } from "../../datasets/elements/readElements.ts";
import type { ChemistryDatabase } from "./chemistryModel.ts";
import { chemistryTable, shippedTables } from "./chemistryTable.ts";
import { correctedConstants, knownFault } from "./correctedConstants.ts";
import { equilibrate } from "./equilibrate.ts";
import { parseFormula } from "./formula.ts";
import { log10K } from "./logK.ts";

const data = (id: string) =>
  readFileSync(fileURLToPath(new URL(`../../datasets/${id}/data.csv`, import.meta.url)), "utf8");
const weights = new Map(readElements(data("elements")).rows.map((row) => [row.symbol, row.atomicWeight]));
const { rows } = readAqueousConstants(data("aqueousConstants"));
const table = (name: string) => chemistryTable(rows, name, weights);
const relode = table("relode");
const llnl = table("llnl");
const series = ["La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"];
const families = [
  "MSO4+",
  "M(SO4)2-",
  "MCO3+",
  "M(CO3)2-",
  "MHCO3+2",
  "MOH+2",
  "MO+",
  "MO2H",
  "MHPO4+",
  "M(HPO4)2-",
  "MH2PO4+2",
  "MPO4",
  "MF+2",
  "MF2+",
  "MF3",
  "MF4-",
  "MCl+2",
  "MCl2+",
];
/** log K may leave the line between its neighbours by as much: tetrad effect, laboratories, and CeO+ by 1.3. */
const roughness = 1.4;

const nameOf = (family: string, element: string) => family.replace("M", element);

/** Members of a family that leave the line between their neighbours by more than the roughness of the series. */
function outliers(database: ChemistryDatabase, family: string): string[] {
  const members = series.flatMap((element, at) => {
    const species = database.species.get(nameOf(family, element));
    return species === undefined ? [] : [{ name: species.name, at, logK: log10K(species.logK, 298.15) }];
  });
  return members.slice(1, -1).flatMap(({ name, at, logK }, i) => {
    const [before, after] = [members[i], members[i + 2]];
    const line = before.logK + ((after.logK - before.logK) * (at - before.at)) / (after.at - before.at);
    return Math.abs(logK - line) > roughness ? [name] : [];
  });
}

describe("every table", () => {
  test.each(Object.keys(shippedTables))("%s: every reaction balances in elements and charge", (name) => {
    const unbalanced = table(name).issues.filter(({ message }) => message.includes("out of balance"));
    expect(unbalanced).toEqual([]);
  });
});

describe("the table relode", () => {
  test.each(families)("%s changes smoothly from La to Lu", (family) => {
    expect(outliers(relode, family)).toEqual([]);
  });

  test("the same rule finds the slips of llnl.dat, so it can find others", () => {
    expect(outliers(llnl, "MHPO4+")).toContain("GdHPO4+");
    expect(outliers(llnl, "MSO4+")).toContain("GdSO4+");
    expect(outliers(llnl, "M(SO4)2-")).toContain("Nd(SO4)2-");
  });

  test("a sulfate complex of an ion of two or three charges has log K between 0.5 and 5", () => {
    const odd = [...relode.species.values()].flatMap(({ name, reaction, logK }) => {
      const cation = [...reaction.keys()].find((part) => parseFormula(part).charge >= 2);
      const isSimple =
        reaction.size === 2 && reaction.get("SO4-2") === 1 && cation !== undefined && reaction.get(cation) === 1;
      const charge = cation === undefined ? 0 : parseFormula(cation).charge;
      const k = log10K(logK, 298.15);
      return isSimple && charge <= 3 && !(k > 0.5 && k < 5) ? [`${name} ${k}`] : [];
    });
    expect(odd).toEqual([]);
  });

  test("no step of hydrolysis is much easier than the one before it", () => {
    const odd: string[] = [];
    const perIon = new Map<string, Map<number, number>>();
    for (const { reaction, logK } of relode.species.values()) {
      const protons = -(reaction.get("H+") ?? 0);
      const water = reaction.get("H2O") ?? 0;
      const [ion, ...more] = [...reaction.keys()].filter((part) => part !== "H+" && part !== "H2O");
      const isHydrolysis = protons > 0 && water > 0 && more.length === 0 && reaction.get(ion) === 1;
      if (!isHydrolysis || parseFormula(ion).charge < 2 || parseFormula(ion).elements.size > 1) continue;
      const steps = perIon.get(ion) ?? new Map<number, number>();
      steps.set(protons, log10K(logK, 298.15));
      perIon.set(ion, steps);
    }
    expect(perIon.size).toBeGreaterThan(25);
    for (const [ion, steps] of perIon)
      for (const n of [1, 2, 3]) {
        const [first, second, third] = [n === 1 ? 0 : steps.get(n - 1), steps.get(n), steps.get(n + 1)];
        if (first === undefined || second === undefined || third === undefined) continue;
        if (third >= second) odd.push(`${ion}: step ${n + 1} is uphill`);
        if (third - second > second - first + 2)
          odd.push(`${ion}: step ${n + 1} ${third - second}, before it ${second - first}`);
      }
    expect(odd).toEqual([]);
  });

  test("hydroxides dissolve in acid with heat given off", () => {
    const odd = [...relode.phases.values()].flatMap(({ name, elements, reaction, logK }) => {
      const isHydroxide = [...elements.keys()].length === 3 && (reaction.get("H+") ?? 0) < 0 && elements.has("O");
      const isPlain = isHydroxide && reaction.size === 3 && reaction.has("H2O") && elements.has("H");
      return isPlain && logK.deltaHKjPerMol > 20 ? [`${name} ${logK.deltaHKjPerMol}`] : [];
    });
    expect(odd).toEqual([]);
  });

  test("corrections stand in it, and the published tables keep what they published", () => {
    for (const { kind, name, logK25 } of correctedConstants) {
      const found = kind === "phase" ? relode.phases.get(name) : relode.species.get(name);
      expect([name, found?.logK.logK25]).toEqual([name, logK25]);
    }
    expect(llnl.species.get("Nd(SO4)2-")?.logK.logK25).toBe(-255.7478);
    expect(table("wateq4f").phases.get("Ni(OH)2")?.logK.deltaHKjPerMol).toBeCloseTo(127.4, 1);
  });

  test("every fault named is one of a published row", () => {
    const published = new Set(rows.map((row) => `${row.kind} ${row.name} ${row.logK25}`));
    for (const { kind, name, replaces } of correctedConstants)
      if (replaces !== null) expect([...published]).toContain(`${kind} ${name} ${replaces.logK25}`);
    expect(knownFault("aqueous", "Cu(OH)2", { logK25: -16.2, deltaHKjPerMol: 0 })).toBeUndefined();
  });
});

describe("what the constants lack is said", () => {
  const codes = (database: ChemistryDatabase, totals: Record<string, number>, temperatureC = 25) =>
    equilibrate(database, { solution: { pH: 4, temperatureC, totals } }).issues.map(
      ({ code, path }) => `${code} ${path}`,
    );

  test("an element without hydroxides or sulfates is named with its table", () => {
    expect(codes(llnl, { Ga: 0.01, "S(6)": 5 })).toContain("chemistry.no-complexes table llnl, Ga");
    expect(codes(relode, { Y: 0.01, "S(6)": 5 }).filter((text) => text.includes("no-complexes"))).toEqual([]);
  });

  test("the statement of coverage counts complexes of each element", () => {
    const result = equilibrate(relode, { solution: { pH: 4, totals: { Sc: 0.01, "S(6)": 5, Na: 10 } } });
    const scandium = result.coverage().find(({ element }) => element === "Sc");
    expect(scandium).toMatchObject({ hydroxides: 6, sulfates: 2, missing: [] });
  });

  test("a published slip in use is said with the value that relode has", () => {
    expect(codes(llnl, { Nd: 0.01, "S(6)": 5 })).toContain("chemistry.known-fault table llnl, Nd(SO4)2-");
    expect(codes(relode, { Nd: 0.01, "S(6)": 5 }).filter((text) => text.includes("fault"))).toEqual([]);
  });

  test("constants without an enthalpy are named away from 25 degrees, and not at it", () => {
    const cold = equilibrate(relode, { solution: { pH: 8, temperatureC: 5, totals: { Co: 0.01, "C(4)": 2, Na: 2 } } });
    const words = cold.issues.find(({ code }) => code === "chemistry.no-enthalpy")?.message ?? "";
    expect(words).toContain("CoHCO3+");
    expect(codes(relode, { Co: 0.01, "C(4)": 2 }).filter((text) => text.includes("enthalpy"))).toEqual([]);
  });

  test("an ionic strength beyond the model is said", () => {
    const brine = codes(relode, { Na: 4000, Cl: 4000 });
    expect(brine).toContain("chemistry.beyond-model activityModel");
  });
});
