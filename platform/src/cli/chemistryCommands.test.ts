import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { equilibrate, titrate } from "@relode/core/process";
import { DataError } from "@relode/core/evidence";
import { readFileSync } from "node:fs";
import { openChemistryDatabase, shippedDatabase } from "../files/chemistryDatabase.ts";
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
