import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { equilibrate, titrate } from "@relode/core/process";
import { DataError } from "@relode/core/evidence";
import { readFileSync } from "node:fs";
import { openChemistryDatabase, shippedDatabase } from "../files/chemistryDatabase.ts";
import { equilibriumDoubts, supersaturated } from "./chemistryDoubts.ts";
import * as printing from "./print.ts";
import { runCommandLine } from "./commandLine.ts";
import { readChemistryDocument } from "./chemistryInput.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-chemistry-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = fileURLToPath(new URL("../../../examples/chemistry/acid-mine-drainage.json", import.meta.url));

describe("the file of relode chemistry", () => {
  test("the example is read, and lime takes iron out before aluminium", async () => {
    const { input, titration, table } = readChemistryDocument(JSON.parse(readFileSync(example, "utf8")), "example");
    const database = await shippedDatabase(table);
    const [first, later] = titrate(database, input, [{ "Ca(OH)2": 0 }, { [titration?.reagent ?? ""]: 0.01 }]);
    expect(first.pH).toBeCloseTo(3.016, 1);
    expect(later.totalsMolal()["Fe"]).toBeLessThan(1e-5);
    expect(later.totalsMolal()["Al"]).toBeGreaterThan(5e-3);
  });

  test("at pH 9 of the example copper, zinc and nickel have left the water, and no manganese is permanganate", async () => {
    const { input, titration, table } = readChemistryDocument(JSON.parse(readFileSync(example, "utf8")), "example");
    const database = await shippedDatabase(table);
    const results = titrate(
      database,
      input,
      [0, 0.019, 0.02].map((mol) => ({ [titration?.reagent ?? ""]: mol })),
    );
    const [first, , last] = results.map((result) => result.totalsMolal());
    expect(results[2].pH).toBeGreaterThan(9);
    for (const metal of ["Cu", "Zn", "Fe", "Nd"]) expect(last[metal] / first[metal], metal).toBeLessThan(0.02);
    // At 15 °C the aged hydroxide holds nickel to 0.1 mg/L (log K 10.8 at 25 °C, -96 kJ/mol).
    expect(last["Ni"] / first["Ni"]).toBeLessThan(0.06);
    expect(last["Mn(7)"] ?? 0).toBe(0);
    const codes = equilibriumDoubts(database, input, results[2], "example").map(({ code }) => code);
    expect(codes).toEqual(["chemistry.supersaturated"]);
  });

  test("the titration fits 100 columns and gives kg of lime per m³ of water", async () => {
    vi.stubEnv("COLUMNS", "100");
    let text = "";
    const spy = vi.spyOn(printing, "print").mockImplementation((words) => void (text += `${words}\n`));
    const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await runCommandLine(["chemistry", "titrate", example])).toBe(0);
    spy.mockRestore();
    quiet.mockRestore();
    vi.unstubAllEnvs();
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
    // 0.02 mol/kg of Ca(OH)2 at 74.09 g/mol.
    expect(text).toMatch(/0\.02000 +9\.\d\d +1\.48 /);
    expect(text).toContain("Dissolved, mg/kgw");
  });

  test("air on manganese at pH 9 is a caution, and so is calcite that may not form", async () => {
    const database = await shippedDatabase("relode");
    const solution = { pH: 9, unit: "mg/L" as const, totals: { Mn: 25, Ca: 400, "C(4)": 60, Na: 20 } };
    const input = { solution, phases: [{ name: "O2(g)", si: -0.7 }], fixPH: { pH: 9, with: "NaOH" } };
    const result = equilibrate(database, input);
    // Ion activity product against Ksp by the result's own activities: log a(Ca) + log a(CO3) + 8.48 at 25 °C.
    const logA = (name: string) => result.speciesAmounts().find((row) => row.name === name)?.logActivity ?? Number.NaN;
    const calcite = supersaturated(database, result).find(({ name }) => name === "Calcite");
    expect(calcite?.si).toBeCloseTo(logA("Ca+2") + logA("CO3-2") + 8.48, 2);
    const doubts = equilibriumDoubts(database, input, result, "water");
    expect(doubts.map(({ code }) => code)).toEqual(["chemistry.supersaturated", "chemistry.slow-redox"]);
    expect(doubts[0].message).toMatch(/^supersaturated and not allowed to form at the last step: /);
    expect(doubts[0].message.match(/ -?\d+\.\d/g)?.length).toBeLessThanOrEqual(12);
    expect(doubts[1].message).toContain("permanganate");
    const allowed = { ...input, phases: [...input.phases, { name: "Calcite" }] };
    expect(supersaturated(database, equilibrate(database, allowed)).map(({ name }) => name)).not.toContain("Calcite");
  });

  test.each([
    [{ pH: 7, totalz: {}, totals: {} }, "chemistry.unknown-key", "did you mean totals"],
    [{ totals: {} }, "chemistry.missing", "no pH"],
    [{ pH: 7, totals: { Ca: "much" } }, "chemistry.bad-total", "must be a number"],
    [{ pH: 7, totals: {}, titration: { reagent: "NaOH" } }, "chemistry.missing", "amountsMol"],
  ])("%j is refused", (document, code, words) => {
    try {
      readChemistryDocument(document, "file");
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      expect(error.issues.map((issue) => issue.code)).toContain(code);
      expect(error.issues.map((issue) => issue.message).join(" ")).toContain(words);
    }
  });

  test("a database of one's own stands for the shipped ones", async () => {
    const file = join(folder, "own.dat");
    writeFileSync(
      file,
      "SOLUTION_MASTER_SPECIES\nH H+ -1 H 1.008\nO H2O 0 O 16\nSOLUTION_SPECIES\nH+ = H+\nH2O = H2O\nH2O = OH- + H+\n log_k -13\n",
    );
    const database = await openChemistryDatabase(file);
    expect(equilibrate(database, { solution: { pH: 7, pHFromChargeBalance: true, totals: {} } }).pH).toBeCloseTo(
      6.5,
      3,
    );
  });
});
