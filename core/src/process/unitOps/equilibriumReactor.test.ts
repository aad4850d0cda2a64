import { readFileSync } from "node:fs";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Issue } from "../../evidence/issue.ts";
import { readAqueousConstants } from "../../datasets/aqueousConstants/readAqueousConstants.ts";
import { correctedConstants } from "../chemistry/correctedConstants.ts";
import { streamBasis } from "../streams/basis.ts";
import { componentKgPerH, elementMolPerH, emptyStream, slotOf } from "../streams/stream.ts";
import { equilibriumReactor } from "./equilibriumReactor.ts";
import { equilibriumLeachTest } from "./equilibriumLeachTest.ts";
import { liquorConstants, liquorDatabase } from "./liquorConstants.ts";
import { Parameters } from "./parameters.ts";
import type { UnitOp } from "./unitOp.ts";

function run(op: UnitOp, kgPerH: Readonly<Record<string, number>>, change: Readonly<Record<string, unknown>> = {}) {
  const basis = streamBasis(op.example.components, op.example.sizeUm);
  const issues: Issue[] = [];
  const parameters = new Parameters(op.parameters, { ...op.example.parameters, ...change }, basis, op.kind, issues);
  const feed = emptyStream(basis);
  for (const [id, kg] of Object.entries(kgPerH)) feed.kgPerH[slotOf(basis, id)] = kg;
  const result = op.run({ basis, inlets: { feed }, parameters, memory: new Map(), path: op.kind });
  return { ...result, feed };
}

const file = new URL("../../datasets/aqueousConstants/data.csv", import.meta.url);

test("the constants of a liquor are those of the data set", () => {
  const { rows } = readAqueousConstants(readFileSync(file, "utf8"));
  const published = new Map(rows.map((row) => [`${row.table} ${row.kind} ${row.name}`, row]));
  const names = liquorConstants.map(({ table, kind, name }) => `${table} ${kind} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(250);
  for (const ours of liquorConstants) {
    const theirs = published.get(`${ours.table} ${ours.kind} ${ours.name}`);
    expect(theirs, `${ours.table} ${ours.name}`).toBeDefined();
    if (theirs === undefined) continue;
    expect(ours.reaction).toBe(theirs.reaction);
    for (const key of ["logK25", "deltaHKjPerMol", "ionSizeAngstrom", "b", "alkalinity"] as const)
      expect(ours[key] || 0, `${ours.name} ${key}`).toBe(theirs[key] || 0);
    for (let i = 0; i < 6; i++) expect(ours.coefficients[i] ?? 0).toBe(theirs.coefficients[i] ?? 0);
  }
});

test("the database of a liquor has the corrections of its elements", () => {
  const database = liquorDatabase();
  expect(database.issues.filter(({ code }) => code !== "chemistry.unknown-species")).toEqual([]);
  for (const name of ["CeSO4+", "HCoO2-", "Sc(OH)2+", "CoSO4"])
    expect(database.species.get(name)?.logK.logK25).toBe(correctedConstants.find((row) => row.name === name)?.logK25);
});

describe("the equilibrium reactor", () => {
  test("leaves gypsum at its solubility in pure water, 15.65 mmol/kgw (PHREEQC with wateq4f)", () => {
    const { outlets } = run(equilibriumReactor, { H2O: 1000, gypsum: 100 });
    const { slurry } = outlets;
    expect(componentKgPerH(slurry, "Ca") / 0.040078 / componentKgPerH(slurry, "H2O")).toBeCloseTo(0.01565, 4);
  });

  test("turns cobalt to its carbonate and closes every element to 1e-9", () => {
    const { outlets, feed, duties } = run(equilibriumReactor, equilibriumReactor.example.inlets["feed"]);
    const before = elementMolPerH(feed);
    const after = elementMolPerH(outlets["slurry"]);
    for (const [e, mol] of before.entries()) expect(Math.abs(after[e] - mol)).toBeLessThan(1e-9 * Math.max(mol, 1));
    expect(duties?.results?.["removal.Co"]).toBeGreaterThan(0.9);
  });

  test("does again what it has done: its own slurry changes nothing", () => {
    const once = run(equilibriumReactor, equilibriumReactor.example.inlets["feed"]).outlets["slurry"];
    const ids = equilibriumReactor.example.components.map(({ id }) => id);
    const twice = run(equilibriumReactor, Object.fromEntries(ids.map((id) => [id, componentKgPerH(once, id)])));
    for (const id of ids)
      expect(Math.abs(componentKgPerH(twice.outlets["slurry"], id) - componentKgPerH(once, id))).toBeLessThan(1e-6);
  });

  property.prop([fc.double({ min: -12, max: 2, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })], {
    numRuns: 30,
  })("a trace of a solid and much of it both reach equilibrium with the balance closed", (exponent, cobalt) => {
    const { outlets, feed } = run(equilibriumReactor, {
      H2O: 1000,
      Co: cobalt,
      SO4: 1.63 * cobalt,
      calcite: 10 ** exponent,
      gypsum: 10 ** (2 - exponent / 6),
    });
    const before = elementMolPerH(feed);
    const after = elementMolPerH(outlets["slurry"]);
    for (const [e, mol] of before.entries()) expect(Math.abs(after[e] - mol)).toBeLessThan(1e-9 * Math.max(mol, 1));
  });
});

describe("the leach test", () => {
  test("gypsum gives sulfate to its solubility and zinc above the limit is named", () => {
    const { duties, issues, outlets, feed } = run(equilibriumLeachTest, equilibriumLeachTest.example.inlets["feed"], {
      limitMgPerL: { Zn: 0.001 },
    });
    expect(duties?.results?.["leachateMgPerL.Ca"]).toBeGreaterThan(600);
    expect(duties?.results?.["leachateMgPerL.Ca"]).toBeLessThan(650);
    expect(issues?.map(({ code }) => code)).toContain("process.leachate-limit");
    expect(outlets["product"].kgPerH).toEqual(feed.kgPerH);
  });

  test("acid takes more zinc than water", () => {
    const zinc = (acidMolPerL: number) =>
      run(equilibriumLeachTest, equilibriumLeachTest.example.inlets["feed"], { acidMolPerL }).duties?.results?.[
        "leachateMgPerL.Zn"
      ] ?? 0;
    expect(zinc(0.1)).toBeGreaterThan(100 * zinc(0));
  });
});
