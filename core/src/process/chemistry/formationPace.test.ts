import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readAqueousConstants } from "../../datasets/aqueousConstants/readAqueousConstants.ts";
import { readElements } from "../../datasets/elements/readElements.ts";
import { chemistryTable } from "./chemistryTable.ts";
import { formationPace } from "./formationPace.ts";

const data = (id: string) =>
  readFileSync(fileURLToPath(new URL(`../../datasets/${id}/data.csv`, import.meta.url)), "utf8");
const weights = new Map(readElements(data("elements")).rows.map((row) => [row.symbol, row.atomicWeight]));
const relode = chemistryTable(readAqueousConstants(data("aqueousConstants")).rows, "relode", weights);
const pace = (name: string) => {
  const phase = relode.phases.get(name);
  return phase === undefined ? `no ${name}` : formationPace(relode, phase).pace;
};

// Nordstrom and Alpers (1999), Rev. Econ. Geol. 6A, ch. 6: what controls mine waters in the field, and what does not.
test.each([
  "Fe(OH)3(a)",
  "Al(OH)3(a)",
  "Gypsum",
  "Calcite",
  "Basaluminite",
  "Malachite",
  "Barite",
  "Nd(OH)3(am)",
  "CoCO3",
])("%s falls within days", (name) => expect(pace(name)).toBe("days"));

test.each([
  "Hematite",
  "Goethite",
  "Pyrolusite",
  "Quartz",
  "Kaolinite",
  "Dolomite",
  "Jarosite-K",
  "Nd(OH)3",
  "CupricFerrite",
  "Tenorite",
])("%s is slow", (name) => expect(pace(name)).toBe("slow"));

test("the reason names the forerunner", () => {
  const phase = relode.phases.get("Nd(OH)3");
  expect(phase && formationPace(relode, phase).why).toContain("Nd(OH)3(am)");
});
