import { expect, test } from "vitest";
import type { Issue } from "../../evidence/issue.ts";
import { streamBasis } from "../streams/basis.ts";
import { componentKgPerH, emptyStream, type Stream, slotOf } from "../streams/stream.ts";
import { meanBreakthrough, thomasBreakthrough } from "../equations/ionExchange.ts";
import { spieglerKedemRejection } from "../equations/membranes.ts";
import { aggregateMaking } from "./aggregateMaking.ts";
import { bioleachTank } from "./bioleachTank.ts";
import { effluentPolishing } from "./effluentPolishing.ts";
import { evaporator } from "./evaporator.ts";
import { fumingFurnace } from "./fumingFurnace.ts";
import { heapColumnLeach } from "./heapColumn.ts";
import { ionExchange } from "./ionExchange.ts";
import { membrane } from "./membrane.ts";
import { modularSkid } from "./modularSkid.ts";
import { neutralisation } from "./neutralisation.ts";
import { Parameters } from "./parameters.ts";
import { precipitation } from "./precipitation.ts";
import { pulper } from "./pulper.ts";
import { screen } from "./screen.ts";
import { shrinkingCoreLeach } from "./shrinkingCoreLeach.ts";
import { solventExtraction } from "./solventExtraction.ts";
import { vatLeach } from "./vatLeach.ts";
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

const codes = (result: ReturnType<typeof run>) => (result.issues ?? []).map(({ code }) => code);

test("of copper in a drained vat two washes that displace 0.7 leave 0.3² of what the bed holds", () => {
  const { outlets, duties } = run(vatLeach, {});
  const [pregnant, residue] = [outlets["pregnant"], outlets["residue"]].map((s) => componentKgPerH(s, "Cu"));
  // The liquor is what was fed and the water the oxide gives; the bed holds 0.15 of its dry mass.
  const solids = componentKgPerH(outlets["residue"], "quartz") + componentKgPerH(outlets["residue"], "tenorite");
  const liquor = ["H2O", "H", "SO4", "Cu"].reduce(
    (sum, id) => sum + componentKgPerH(outlets["residue"], id) + componentKgPerH(outlets["pregnant"], id),
    -300,
  );
  expect(residue / (pregnant + residue)).toBeCloseTo(((0.15 * solids) / liquor) * 0.09, 9);
  expect(duties?.results?.["vats"]).toBe(Math.ceil((solids * 144) / (1600 * 50)));
});

test("a fuming furnace drives off 1 − e^(−kt) and draws sensible heat, reaction heat and losses over its efficiency", () => {
  const { outlets, duties } = run(fumingFurnace, { lossesKwhPerT: 100 });
  const left = componentKgPerH(outlets["slag"], "zincite") / 120;
  expect(left).toBeCloseTo(Math.exp(-2.2), 9);
  const zinc = (120_000 / 81.379) * (1 - left); // mol/h of ZnO, 81.379 g/mol
  expect(duties?.powerKw).toBeCloseTo(((0.85 * 1060 * 1275 + 240 * zinc) / 3600 + 100) / 0.8, 1);
});

test("an aggregate that would leach more arsenic than its limit is told in mg/kg", () => {
  // 1 kg FeAsS holds 74.922/162.83 kg As in 1000 kg residue and 100 kg binder.
  const mgPerKg = (share: number) => (share * (74.922 / 162.83) * 1e6) / 1100;
  const test = (leachedShare: number) =>
    run(aggregateMaking, { leachTests: { As: { leachedShare, limitMgPerKg: 0.5 } } });
  expect(test(0.0005).duties?.results?.["leachedMgPerKg.As"]).toBeCloseTo(mgPerKg(0.0005), 3);
  expect([codes(test(0.0005)), codes(test(0.002))]).toEqual([[], ["process.leach-limit"]]);
});

test("a polished effluent above its limit is told: 1 mg/L less half is above 0.1", () => {
  const half = run(effluentPolishing, { removal: { As: 0.5 } });
  expect(half.duties?.results?.["leftMgPerL.As"]).toBeCloseTo(0.5, 9);
  expect([codes(half), codes(run(effluentPolishing, {}))]).toEqual([["process.discharge-limit"], []]);
});

test("a thin pulp is unusual for monitors and usual for repulping", () => {
  const thin = { solidsMassFraction: 0.15 };
  expect([codes(run(pulper, thin)), codes(run(pulper, { ...thin, duty: "repulping" }))]).toEqual([
    ["process.outside-window"],
    [],
  ]);
});

test("oxalic acid already in the liquor is used before any is dosed", () => {
  const salt = { Nd: { salt: "Nd oxalate", recovery: 0.95 } };
  const mol = (0.2 * 0.95 * 1000) / 144.242;
  const need = (mol * 1.5 * 90.034) / 1000; // 3 oxalate for 2 Nd
  const doses = [0, 0.5 * need, 2 * need].map((held) => {
    const op = {
      ...precipitation,
      example: {
        ...precipitation.example,
        inlets: { feed: { ...precipitation.example.inlets["feed"], H2C2O4: held } },
      },
    };
    return run(op, { salts: salt }).duties?.dosedKgPerH?.["H2C2O4"] ?? Number.NaN;
  });
  expect(doses.map((kg) => Number((kg / need).toFixed(3)))).toEqual([1, 0.5, 0]);
});

test("an extraction stage outside the pH of the fitted law is told, with the pH", () => {
  const { issues } = run(solventExtraction, { pHWindow: [2, 3] });
  expect(issues?.some(({ message }) => /stands at pH 1\.\d+, outside 2 to 3/.test(message))).toBe(true);
});

test("the mean of Thomas' curve is its closed form, ln((1 + e^(b−a))/(1 + e^(−a)))/b", () => {
  for (const [k, held, end] of [
    [0.001, 5e4, 4000],
    [0.01, 2e4, 300],
  ]) {
    const [a, b] = [(k * held) / 10, (k * 5 * end) / 10]; // 5 mg/L at 10 L/h
    const mean = meanBreakthrough((litres) => thomasBreakthrough(k, held, 5, litres, 10), end);
    expect(mean).toBeCloseTo((Math.log1p(Math.exp(b - a)) - Math.log1p(Math.exp(-a))) / b, 6);
  }
});

test("a bed fed half its stoichiometric load through a steep front lets nothing pass, one fed twice lets half pass", () => {
  const removal = (thomasMgPerL: number) => {
    const ions = { Nd: { affinityLPerMol: 1, charge: 3, thomasLPerMgH: 10, thomasMgPerL } };
    return run(ionExchange, { model: "thomas", ions }).duties?.results?.["removal.Nd"] ?? 0;
  };
  // 0.01 kg/h of Nd for 24 h on 50 L of resin are 4800 mg/L.
  expect(removal(9600)).toBeCloseTo(1, 6);
  expect(removal(2400)).toBeCloseTo(0.5, 2);
});

test("a bed by Clark at n = 2 removes what it does by Thomas with the same front", () => {
  // 0.01 kg/h of Nd in 1000 kg/h of water on 50 L: k c₀ V/Q = kT EBCT/BV50, q = BV50 c₀.
  const clark = { affinityLPerMol: 1, charge: 3, clarkN: 2, clarkRate: 0.02, clarkBv50: 300 };
  const removal = (model: string, Nd: Readonly<Record<string, number>>) =>
    run(ionExchange, { model, ions: { Nd } }).duties?.results?.["removal.Nd"] ?? Number.NaN;
  const basis = streamBasis(ionExchange.example.components, ionExchange.example.sizeUm);
  const litres = 1000 / (basis.components[0].densityKgPerM3 / 1000);
  const feedMgPerL = 1e4 / litres;
  const contactS = (50 / litres) * 3600;
  const thomasLPerMgH = (0.02 * contactS) / 300 / ((feedMgPerL * 50) / litres);
  const byThomas = removal("thomas", { affinityLPerMol: 1, charge: 3, thomasLPerMgH, thomasMgPerL: 300 * feedMgPerL });
  expect(byThomas).toBeGreaterThan(0.1);
  expect(byThomas).toBeLessThan(0.9);
  expect(removal("clark", clark)).toBeCloseTo(byThomas, 9);
});

test("Spiegler and Kedem by hand: σ = 1/2 at J/P = 2 ln 2 is F = 1/2, R = (1/2 · 1/2)/(1 − 1/4)", () => {
  expect(spieglerKedemRejection(0.5, 10, 20 * Math.LN2)).toBeCloseTo(1 / 3, 12);
});

test("Spiegler and Kedem: no rejection without flux, σ at much flux, J/(J + P) at σ = 1", () => {
  expect(spieglerKedemRejection(0.9, 5, 0)).toBe(0);
  expect(spieglerKedemRejection(0.9, 5, 1e4)).toBeCloseTo(0.9, 12);
  expect(spieglerKedemRejection(1, 5, 20)).toBeCloseTo(0.8, 12);
  expect(spieglerKedemRejection(1 - 1e-7, 5, 20)).toBeCloseTo(0.8, 6);
});

test("rejections that charge the permeate are told", () => {
  expect(codes(run(membrane, { rejection: { Co: 0.9 } }))).toContain("process.charge");
});

test("skids below their turndown are told", () => {
  expect(codes(run(modularSkid, { turndown: 0.95 }))).toEqual(["process.turndown"]);
  expect(codes(run(modularSkid, { turndown: 0.9 }))).toEqual([]);
});

test("a screen without a cut asks for one; karra reads size classes and gives a cut below its opening", () => {
  expect(() => run(screen, { cutUm: 0 })).toThrow("give cutUm");
  const { duties } = run(screen, { model: "karra", openingMm: 2, wireMm: 0.5, areaM2: 1 });
  expect(duties?.results?.["cutUm"]).toBeLessThan(2000);
});

test("a heap asked for more irrigation than it gets says what to feed", () => {
  const { issues, duties } = run(heapColumnLeach, { irrigationLPerM2H: 10 });
  // Area of 1 t/h for 300 d in lifts of 6 m at 1.7 t/m³.
  expect(duties?.results?.["areaM2"]).toBeCloseTo((1000 * 24 * 300) / (1700 * 6), 9);
  expect(issues?.find(({ code }) => code === "process.irrigation")?.message).toContain("feed 7059 kg/h");
});

test("mixed control with one resistance is that resistance, with two it lies below each", () => {
  const conversion = (control: string, sizeOrder: number, filmShare = 0, layerShare = 0) => {
    const cuprite = {
      control,
      tauH: 6,
      referenceUm: 80,
      sizeOrder,
      filmShare,
      layerShare,
      species: "Cu + H + O2 + H2O",
    };
    return run(shrinkingCoreLeach, { minerals: { cuprite } }).duties?.results?.["conversion.cuprite"] ?? Number.NaN;
  };
  expect(conversion("mixed", 1)).toBeCloseTo(conversion("reaction", 1), 6);
  expect(conversion("mixed", 1, 1)).toBeCloseTo(conversion("film", 1), 6);
  expect(conversion("mixed", 1, 0, 1)).toBeCloseTo(conversion("product-layer", 2), 6);
  expect(() => conversion("mixed", 1, 0.7, 0.7)).toThrow("at most 1");
});
