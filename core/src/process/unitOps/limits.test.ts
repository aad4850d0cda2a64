import { expect, test } from "vitest";
import type { Issue } from "../../evidence/issue.ts";
import { streamBasis } from "../streams/basis.ts";
import { componentKgPerH, emptyStream, type Stream, slotOf } from "../streams/stream.ts";
import { bioleachTank } from "./bioleachTank.ts";
import { evaporator } from "./evaporator.ts";
import { neutralisation } from "./neutralisation.ts";
import { Parameters } from "./parameters.ts";
import type { UnitOp } from "./unitOp.ts";

/** Runs a unit on its example with other parameters or flows. */
function run(op: UnitOp, change: Readonly<Record<string, unknown>>, flow = 1) {
  const basis = streamBasis(op.example.components, op.example.sizeUm);
  const issues: Issue[] = [];
  const parameters = new Parameters(op.parameters, { ...op.example.parameters, ...change }, basis, op.kind, issues);
  const inlets: Record<string, Stream> = {};
  for (const { name } of op.inlets) {
    inlets[name] = emptyStream(basis);
    for (const [id, kg] of Object.entries(op.example.inlets[name] ?? {}))
      inlets[name].kgPerH[slotOf(basis, id)] = flow * kg;
  }
  return op.run({ basis, inlets, parameters, memory: new Map(), path: op.kind });
}

test("neutralisation leaves of iron and aluminium 10^(log K − 3 pH) mol/L", () => {
  const { slurry } = run(neutralisation, { pH: 5 }).outlets;
  const litres = componentKgPerH(slurry, "H2O");
  expect(((componentKgPerH(slurry, "Al") / 26.982) * 1000) / litres).toBeCloseTo(10 ** (10.8 - 15), 8);
  expect(((componentKgPerH(slurry, "H") / 1.008) * 1000) / litres).toBeCloseTo(1e-5, 8);
});

test("a culture that is washed out leaches nothing and says so", () => {
  const result = run(bioleachTank, { tankVolumeM3: 0.01 });
  expect(result.issues?.map(({ code }) => code)).toContain("process.wash-out");
  expect(componentKgPerH(result.outlets["slurry"], "pyrite")).toBeCloseTo(100, 9);
});

test("oxidation takes no more oxygen than is transferred: kLa (C* − C) V N", () => {
  const result = run(bioleachTank, { transferPerH: 20 });
  expect(result.issues?.map(({ code }) => code)).toContain("process.oxygen-limited");
  expect(300 - componentKgPerH(result.outlets["slurry"], "O2")).toBeCloseTo(20 * 0.005 * 40 * 3, 6);
});

test("evaporation leaves a liquor that holds its solubility of salt and no more", () => {
  const { slurry } = run(evaporator, {}).outlets;
  expect((componentKgPerH(slurry, "Na") + componentKgPerH(slurry, "Cl")) / componentKgPerH(slurry, "H2O")).toBeCloseTo(
    0.39,
    3,
  );
});
