import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readAqueousConstants } from "../../datasets/aqueousConstants/readAqueousConstants.ts";
import { readElements } from "../../datasets/elements/readElements.ts";
import { mixSolutions, titrate } from "./batch.ts";
import { ChemistryInputError } from "./chemistryError.ts";
import { chemistryTable } from "./chemistryTable.ts";
import { equilibrate } from "./equilibrate.ts";
import { kineticPath } from "./kinetics.ts";
import { ferrousOxidation, pyriteOxidationByOxygen } from "./rateLaws.ts";
import type { ChemistryDatabase, EquilibriumResult, SolutionInput } from "./chemistryModel.ts";

const data = (id: string) =>
  readFileSync(fileURLToPath(new URL(`../../datasets/${id}/data.csv`, import.meta.url)), "utf8");
const weights = new Map(readElements(data("elements")).rows.map((row) => [row.symbol, row.atomicWeight]));
const { rows } = readAqueousConstants(data("aqueousConstants"));
const table = (name: string) => chemistryTable(rows, name, weights);
const phreeqc = table("phreeqc");
const wateq4f = table("wateq4f");
const relode = table("relode");
const pitzer = table("pitzer");
const pureWater: SolutionInput = { pH: 7, totals: {} };
const activity = (result: EquilibriumResult, name: string) =>
  result.speciesAmounts().find((row) => row.name === name)?.activity ?? Number.NaN;
const molality = (result: EquilibriumResult, name: string) =>
  result.speciesAmounts().find((row) => row.name === name)?.molality ?? Number.NaN;

describe("closed forms", () => {
  test.each([
    [0, 14.947],
    [25, 13.995],
    [50, 13.275],
  ])("the pH of pure water at %d degrees is half of pKw (Bandura and Lvov 2006: %d)", (temperatureC, pKw) => {
    const water = equilibrate(phreeqc, { solution: { ...pureWater, temperatureC, pHFromChargeBalance: true } });
    expect(water.pH).toBeCloseTo(pKw / 2, 1.8);
  });

  test("a strong acid without complexes has the pH of its activity, Davies at 0.01 mol/kgw", () => {
    const acid = equilibrate(
      relode,
      { solution: { pH: 2, pHFromChargeBalance: true, unit: "mol/kgw", totals: { Cl: 0.01 } } },
      { activityModel: "davies" },
    );
    const root = Math.sqrt(0.01);
    const logGamma = -0.5092 * (root / (1 + root) - 0.3 * 0.01);
    expect(acid.pH).toBeCloseTo(2 - logGamma, 3);
  });

  test("carbonic acid in pure water follows the quadratic of its first step", () => {
    const total = 1e-3;
    const water = equilibrate(phreeqc, {
      solution: { pH: 5, pHFromChargeBalance: true, unit: "mol/kgw", totals: { "C(4)": total } },
    });
    const k1 = 10 ** -6.352; // Plummer and Busenberg (1982)
    const h = (-k1 + Math.sqrt(k1 * k1 + 4 * k1 * total)) / 2;
    expect(water.pH).toBeCloseTo(-Math.log10(h), 2);
  });

  test("a bicarbonate buffer follows Henderson and Hasselbalch in activities", () => {
    const water = equilibrate(phreeqc, {
      solution: { pH: 6, pHFromChargeBalance: true, unit: "mol/kgw", totals: { "C(4)": 0.02, Na: 0.01 } },
    });
    const expected = 6.352 + Math.log10(activity(water, "HCO3-") / activity(water, "CO2"));
    expect(water.pH).toBeCloseTo(expected, 2);
  });

  test("the ion product of every complex holds its constant", () => {
    const sea = equilibrate(phreeqc, {
      solution: { pH: 8.2, unit: "mol/kgw", totals: { Na: 0.48, Cl: 0.56, Mg: 0.05, Ca: 0.01, "S(6)": 0.028 } },
    });
    const k = activity(sea, "MgSO4") / (activity(sea, "Mg+2") * activity(sea, "SO4-2"));
    expect(Math.log10(k)).toBeCloseTo(9.64e-3 * 298.15 - 136 / 298.15, 9);
  });

  test("gas in a closed room obeys Henry's law and keeps its moles", () => {
    const volumeL = 2;
    const closed = equilibrate(phreeqc, {
      solution: { pH: 7, pHFromChargeBalance: true, totals: {} },
      gasPhase: { volumeL, partialPressureAtm: { "CO2(g)": 0.5 } },
      decoupled: ["C"],
    });
    const moles = (0.5 * volumeL) / (0.0820573661 * 298.15);
    const pressure = (closed.gasMol["CO2(g)"] * 0.0820573661 * 298.15) / volumeL;
    expect(closed.gasMol["CO2(g)"] + closed.totalsMolal()["C"] * closed.waterKg).toBeCloseTo(moles, 9);
    expect(Math.log10(activity(closed, "CO2") / pressure)).toBeCloseTo(closed.logKOfPhase("CO2(g)"), 6);
  });
});

describe("published results", () => {
  // Parkhurst and Appelo (2013), USGS TM 6-A43, example 2 as distributed in 2025: gypsum and anhydrite, 1 mol each.
  test.each([
    [25, 7.06823, 0, -0.2342],
    [45, 6.81043, 0, -0.0188],
    [75, 6.48205, -0.2317, 0],
  ])(
    "gypsum turns to anhydrite between 45 and 50 degrees (PHREEQC example 2 at %d)",
    (temperatureC, pH, gypsum, anhydrite) => {
      const result = equilibrate(phreeqc, {
        solution: pureWater,
        temperatureC,
        phases: [
          { name: "Gypsum", mol: 1 },
          { name: "Anhydrite", mol: 1 },
        ],
      });
      expect(result.pH).toBeCloseTo(pH, 2);
      expect(result.phases.map((phase) => phase.si)[0]).toBeCloseTo(gypsum, 3);
      expect(result.phases.map((phase) => phase.si)[1]).toBeCloseTo(anhydrite, 3);
    },
  );

  // Computed with PHREEQC and wateq4f.dat: gypsum in pure water at 25 °C; calcite at p CO2 10^-3.5.
  test("gypsum and open calcite dissolve as PHREEQC has it with wateq4f", () => {
    const gypsum = equilibrate(wateq4f, { solution: pureWater, phases: [{ name: "Gypsum", mol: 1 }] });
    expect(gypsum.totalsMolal()["Ca"]).toBeCloseTo(0.0156498, 5);
    const calcite = equilibrate(wateq4f, {
      solution: pureWater,
      phases: [
        { name: "Calcite", mol: 1 },
        { name: "CO2(g)", si: -3.5 },
      ],
    });
    expect(calcite.pH).toBeCloseTo(8.27908, 2);
    expect((calcite.totalsMolal()["Ca"] ?? 0) / 0.000493414).toBeCloseTo(1, 2);
  });

  test("the speciation of a tailings pore water agrees with PHREEQC and wateq4f within 2 %", () => {
    const water = equilibrate(wateq4f, {
      solution: {
        pH: 3.99,
        pe: 7.69,
        unit: "mol/kgw",
        totals: {
          "C(4)": 0.000492,
          "S(6)": 0.05,
          "Fe(2)": 0.0306,
          "Fe(3)": 1.99e-7,
          "Mn(2)": 9.83e-6,
          Ca: 0.0108,
          Mg: 0.000969,
          Na: 0.00139,
          K: 0.000793,
          Cl: 0.000119,
          Al: 0.0043,
          Si: 0.00208,
        },
      },
    });
    const expected: Record<string, number> = {
      "Ca+2": 0.00621939,
      "SO4-2": 0.0276213,
      CaSO4: 0.0045769,
      FeSO4: 0.0122956,
      "Fe+3": 1.9163e-9,
      "AlSO4+": 0.00293463,
    };
    for (const [name, value] of Object.entries(expected))
      expect(Math.abs(molality(water, name) / value - 1)).toBeLessThan(0.02);
    const si = water.saturationIndices();
    for (const [name, value] of Object.entries({
      Gypsum: -0.0486429,
      Gibbsite: -0.286103,
      "Jarosite-K": -2.56823,
      Alunite: 5.64976,
    }))
      expect(Math.abs(si[name] - value)).toBeLessThan(0.05);
    expect(water.ionicStrengthMolal).toBeCloseTo(0.110445, 3);
  });

  // Robinson and Stokes (1965), Electrolyte Solutions, appendix 8.10: mean activity coefficients at 25 °C.
  test.each([
    ["Na", 0.1, 0.778, 0.9966],
    ["Na", 1, 0.657, 0.9669],
    ["Na", 6, 0.986, 0.7598],
    ["K", 1, 0.604, 0.9682],
  ])("Pitzer: %sCl at %d mol/kgw has γ± %d", (cation, m, gamma, waterActivity) => {
    const brine = equilibrate(pitzer, {
      solution: { pH: 7, pHFromChargeBalance: true, unit: "mol/kgw", totals: { [cation]: m, Cl: m } },
    });
    const of = (name: string) => brine.speciesAmounts().find((row) => row.name === name)?.logGamma ?? Number.NaN;
    expect(10 ** ((of(`${cation}+`) + of("Cl-")) / 2) / gamma).toBeCloseTo(1, 2);
    expect(brine.waterActivity).toBeCloseTo(waterActivity, 3);
  });

  test("Pitzer: 0.5 mol/kgw sulfuric acid has the pH that PHREEQC gives, 0.298", () => {
    const acid = equilibrate(pitzer, {
      solution: { pH: 0.3, pHFromChargeBalance: true, unit: "mol/kgw", totals: { "S(6)": 0.5 } },
    });
    expect(acid.pH).toBeCloseTo(0.298, 2);
  });

  // Grenthe et al. (1997), NEA TDB: ε(Na+,Cl-) = 0.03, ε(H+,Cl-) = 0.12 kg/mol.
  test("SIT: NaCl at 1 mol/kgw has log γ± = −A √I/(1 + 1.5 √I) + ε m", () => {
    const sit: ChemistryDatabase = {
      ...pitzer,
      interactions: [{ type: "EPSILON", species: ["Na+", "Cl-"], coefficients: [0.03] }],
    };
    const brine = equilibrate(
      sit,
      { solution: { pH: 7, pHFromChargeBalance: true, unit: "mol/kgw", totals: { Na: 1, Cl: 1 } } },
      { activityModel: "sit" },
    );
    const of = (name: string) => brine.speciesAmounts().find((row) => row.name === name)?.logGamma ?? Number.NaN;
    expect((of("Na+") + of("Cl-")) / 2).toBeCloseTo(-0.5092 / 2.5 + 0.03, 2);
    expect(brine.waterActivity).toBeCloseTo(0.967, 2);
  });
});

describe("redox", () => {
  test("oxygen of the air sets the pe at 20.77 − pH + ¼ log p", () => {
    const water = equilibrate(phreeqc, { solution: pureWater, phases: [{ name: "O2(g)", si: -0.7 }] });
    expect(water.pe + water.pH).toBeCloseTo(20.77 - 0.175, 1);
  });

  test("a couple gives the pe of its two amounts", () => {
    const water = equilibrate(relode, {
      solution: { pH: 2, unit: "mmol/kgw", redoxCouple: ["Fe(2)", "Fe(3)"], totals: { "Fe(2)": 1, "Fe(3)": 1, Cl: 5 } },
    });
    expect(water.pe).toBeCloseTo(13.02 + Math.log10(activity(water, "Fe+3") / activity(water, "Fe+2")), 6);
  });

  test("pyrite with oxygen gives acid: one mole of FeS2 in excess of air, two of sulfate", () => {
    const water = equilibrate(wateq4f, {
      solution: pureWater,
      addMol: { FeS2: 0.001 },
      phases: [{ name: "O2(g)", si: -0.7 }, { name: "Fe(OH)3(a)" }],
    });
    expect(water.pH).toBeCloseTo(2.9078, 2); // PHREEQC with wateq4f.dat
    expect(water.totalsMolal()["S(6)"]).toBeCloseTo(0.002, 6);
  });

  test("decoupled states do not react with each other", () => {
    const water = equilibrate(phreeqc, {
      solution: { pH: 6, unit: "mmol/kgw", totals: { "Fe(2)": 1, "Fe(3)": 0.01, Cl: 2 } },
    });
    const airy = equilibrate(phreeqc, {
      solution: { ...water.state, componentMol: water.state.componentMol },
      phases: [{ name: "O2(g)", si: -0.7 }],
      decoupled: ["Fe"],
    });
    expect(airy.totalsMolal()["Fe(2)"]).toBeCloseTo(0.001, 6);
  });
});

describe("what is refused", () => {
  const refusal = (totals: SolutionInput["totals"], extra: object = {}) => {
    try {
      equilibrate(relode, { solution: { pH: 7, totals, ...extra } });
    } catch (error) {
      if (error instanceof ChemistryInputError) return error.issues.map((issue) => [issue.code, issue.message]);
    }
    return null;
  };
  test.each([
    [{ Ge: 1 }, "chemistry.no-constants", "no constants for Ge"],
    [{ Xx: 1 }, "chemistry.unknown-element", "no element known"],
    [{ "Fe(7)": 1 }, "chemistry.unknown-state", "no redox state Fe(7)"],
    [{ Ca: -1 }, "chemistry.bad-value", "at least 0"],
    [{ Fe: 1, "Fe(2)": 1 }, "chemistry.twice", "give one"],
  ])("totals %o: %s", (totals, code, words) => {
    const found = refusal(totals as SolutionInput["totals"]);
    expect(found?.[0][0]).toBe(code);
    expect(found?.[0][1]).toContain(words);
  });

  test("a pe outside the stability of water is named", () =>
    expect(refusal({ Fe: 1 }, { pe: 19 })?.[0][0]).toBe("chemistry.unstable-water"));

  test("an imbalance of charge is stated in per cent", () => {
    const water = equilibrate(relode, { solution: { pH: 7, totals: { Na: 2, Cl: 1 } } });
    expect(water.chargeErrorPct).toBeCloseTo(100 / 3, 1);
    expect(water.issues[0].message).toContain("33.3 %");
  });
});

const amount = (least: number, most: number) =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp);
const minewater = fc.record({
  pH: fc.double({ min: 1, max: 12, noNaN: true }),
  "Fe(2)": amount(0.001, 50),
  "Fe(3)": amount(0.001, 20),
  Al: amount(0.001, 50),
  Ca: amount(0.1, 15),
  Mg: amount(0.1, 50),
  Na: amount(0.1, 100),
  "S(6)": amount(1, 200),
  Cl: amount(0.1, 100),
  Zn: amount(0.001, 10),
  Cu: amount(0.001, 5),
});
const solutionOf = ({ pH, ...totals }: { pH: number } & Record<string, number>): SolutionInput => ({
  pH,
  pe: 10 - pH,
  totals,
});

describe("conservation", () => {
  property.prop([minewater, fc.double({ min: 0, max: 0.05, noNaN: true })], { numRuns: 40 })(
    "elements, protons and electrons are conserved to 1e-9 with phases formed and lime added",
    (water, lime) => {
      const first = equilibrate(relode, { solution: solutionOf(water) });
      const result = equilibrate(relode, {
        solution: first.state,
        addMol: { "Ca(OH)2": lime },
        phases: [{ name: "Fe(OH)3(a)" }, { name: "Al(OH)3(a)" }, { name: "Gypsum" }],
      });
      const solid = (name: string) => result.phases.find((phase) => phase.name === name)?.mol ?? 0;
      const before = first.state.componentMol;
      const after = result.state.componentMol;
      const expected: [string, number][] = [
        ["Ca+2", before["Ca+2"] + lime - solid("Gypsum")],
        ["Al+3", before["Al+3"] - solid("Al(OH)3(a)")],
        ["SO4-2", before["SO4-2"] - solid("Gypsum")],
        ["Na+", before["Na+"]],
        ["H+", before["H+"] - 2 * lime + 3 * solid("Fe(OH)3(a)") + 3 * solid("Al(OH)3(a)")],
      ];
      const scale = Object.entries(before).reduce(
        (sum, [name, mol]) => (name === "H2O" ? sum : sum + Math.abs(mol)),
        lime,
      );
      for (const [name, mol] of expected)
        expect(Math.abs(after[name] - mol)).toBeLessThan(1e-9 * Math.max(scale, 1e-3));
      expect(Math.abs(result.chargeEq - first.chargeEq)).toBeLessThan(1e-8);
    },
  );

  property.prop([minewater], { numRuns: 20 })("the order of elements changes nothing", (water) => {
    const { pH, ...totals } = water;
    const reversed = Object.fromEntries(Object.entries(totals).reverse());
    const one = equilibrate(relode, { solution: solutionOf(water) });
    const other = equilibrate(relode, { solution: { pH, pe: 10 - pH, totals: reversed } });
    expect(other.ionicStrengthMolal).toBe(one.ionicStrengthMolal);
  });

  property.prop([minewater, fc.double({ min: 0.05, max: 0.95, noNaN: true })], { numRuns: 20 })(
    "mixing a water with itself changes nothing",
    (water, share) => {
      const first = equilibrate(relode, { solution: solutionOf(water) });
      const settled = equilibrate(relode, { solution: first.state, phases: [] });
      const mixed = mixSolutions([
        { state: settled.state, share },
        { state: settled.state, share: 1 - share },
      ]);
      const again = equilibrate(relode, { solution: mixed, phases: [] });
      expect(again.pH).toBeCloseTo(settled.pH, 7);
      expect(again.ionicStrengthMolal / settled.ionicStrengthMolal).toBeCloseTo(1, 8);
    },
  );

  test("500 acid mine waters between pH 1 and 12 reach equilibrium with ten phases", () => {
    let seed = 12345;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const between = (least: number, most: number) => least * (most / least) ** random();
    let worst = 0;
    for (let k = 0; k < 500; k++) {
      const pH = 1 + 11 * random();
      const totals = {
        "Fe(2)": between(0.01, 5000),
        "Fe(3)": between(0.01, 3000),
        Al: between(0.01, 2000),
        Mn: between(0.01, 300),
        Zn: between(0.01, 800),
        Cu: between(0.01, 400),
        Ca: between(1, 600),
        Mg: between(1, 2000),
        Na: between(1, 3000),
        K: between(0.1, 300),
        Cl: between(1, 5000),
        Si: between(0.1, 60),
        "S(6)": between(100, 30000),
        Ni: between(0.001, 50),
        "C(4)": between(0.1, 500),
        As: between(0.001, 50),
        Nd: between(0.001, 20),
      };
      const first = equilibrate(relode, {
        solution: { temperatureC: 60 * random(), pH, pe: 1 - pH + 18 * random(), unit: "mg/L", totals },
      });
      const result = equilibrate(relode, {
        solution: first.state,
        addMol: { "Ca(OH)2": 0.05 * random() },
        phases: ["O2(g)", "CO2(g)"]
          .map((name) => ({ name, si: -0.7 - 3 * random() }))
          .concat(
            ["Fe(OH)3(a)", "Al(OH)3(a)", "Gypsum", "Calcite", "Jarosite-K", "Cu(OH)2", "Manganite"].map((name) => ({
              name,
              si: 0,
            })),
          ),
      });
      worst = Math.max(worst, result.residual);
    }
    expect(worst).toBeLessThan(1e-9);
  });
});

describe("warm starts and steps", () => {
  test("a warm start changes the answer by nothing that shows, and the iterations for the better", () => {
    const water = equilibrate(relode, {
      solution: { pH: 2.7, pe: 12, totals: { "Fe(3)": 5, Al: 5, "S(6)": 30, Ca: 4, Mg: 10 } },
    });
    const phases = [{ name: "Fe(OH)3(a)" }, { name: "Al(OH)3(a)" }, { name: "Gypsum" }];
    const cold = equilibrate(relode, { solution: water.state, phases, addMol: { "Ca(OH)2": 0.0101 } });
    const before = equilibrate(relode, { solution: water.state, phases, addMol: { "Ca(OH)2": 0.01 } });
    const warm = equilibrate(
      relode,
      { solution: water.state, phases, addMol: { "Ca(OH)2": 0.0101 } },
      { warmStart: before },
    );
    expect(warm.pH).toBeCloseTo(cold.pH, 8);
    expect(warm.iterations).toBeLessThan(cold.iterations);
  });

  test("titration with acid and back with base returns to the pH it began with", () => {
    const water = equilibrate(phreeqc, { solution: { pH: 8, unit: "mmol/kgw", totals: { Na: 2, "C(4)": 2 } } });
    const [, acid] = titrate(phreeqc, { solution: water.state }, [{ HCl: 0 }, { HCl: 0.001 }]);
    const back = equilibrate(phreeqc, { solution: acid.state, addMol: { NaOH: 0.001 } });
    const salt = equilibrate(phreeqc, { solution: water.state, addMol: { NaCl: 0.001 } });
    expect(back.pH).toBeCloseTo(salt.pH, 6);
  });

  test("ferrous iron under air falls at the rate of Singer and Stumm while the pH is held", () => {
    const solution: SolutionInput = { pH: 6, unit: "mmol/kgw", totals: { "Fe(2)": 0.1, Na: 10, Cl: 10.2 } };
    const path = kineticPath(
      phreeqc,
      { solution, phases: [{ name: "O2(g)", si: -0.67 }], decoupled: ["Fe"], fixPH: { pH: 6, with: "NaOH" } },
      [ferrousOxidation()],
      [0, 3600, 7200],
      { absoluteTolerance: 1e-9 },
    );
    const hydroxide = activity(path[0].result, "OH-");
    const k = 2.91e-9 + 1.33e12 * hydroxide ** 2 * 10 ** -0.67;
    const left = path.map(({ result }) => result.totalsMolal()["Fe(2)"] ?? 0);
    expect(left[2] / left[0]).toBeCloseTo(Math.exp(-k * 7200), 3);
  });

  test("pyrite left in air acidifies the water and does not go below nothing", () => {
    const path = kineticPath(
      wateq4f,
      { solution: pureWater, phases: [{ name: "O2(g)", si: -0.7 }, { name: "Fe(OH)3(a)" }] },
      [pyriteOxidationByOxygen(1, 1e-4)],
      [0, 1e5, 1e9],
    );
    expect(path[1].result.pH).toBeLessThan(path[0].result.pH);
    expect(path[2].extentMol[0]).toBeLessThanOrEqual(1e-4 * (1 + 1e-3));
    expect(path[2].extentMol[0]).toBeGreaterThan(0.97e-4);
  });
});
