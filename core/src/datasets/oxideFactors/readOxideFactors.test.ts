import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readElements } from "../elements/readElements.ts";
import { elementSymbols } from "../elements/symbols.ts";
import { readOxideFactors } from "./readOxideFactors.ts";

const oxides = readOxideFactors(readFileSync(new URL("./data.csv", import.meta.url), "utf8")).rows;
const elements = readElements(readFileSync(new URL("../elements/data.csv", import.meta.url), "utf8")).rows;

// MinMod knowledge base of the CriticalMAAS programme, units of grade (github DARPA-CRITICALMAAS/ta2-minmod-data, MIT),
// computed there from another table of weights
test.each([
  ["Li2O", "Li", 0.4645403],
  ["Li2CO3", "Li", 0.1878519],
  ["LiOH(H2O)", "Li", 0.1653877],
  ["WO3", "W", 0.7929709],
  ["U3O8", "U", 0.8480047],
  ["SiO2", "Si", 0.4674367],
  ["SnO2", "Sn", 0.7876821],
  ["MoS2", "Mo", 0.5994253],
  ["Ta2O5", "Ta", 0.8189711],
  ["Nb2O5", "Nb", 0.6990494],
  ["CaF2", "Ca", 0.5133282],
  ["BeO", "Be", 0.3603261],
])("%s holds the mass fraction of %s that MinMod gives", (formula, element, published) => {
  const row = oxides.find((oxide) => oxide.formula === formula && oxide.element === element);
  expect(Math.abs((row?.factor ?? 0) / published - 1)).toBeLessThan(2e-4);
});

test("fluorine and calcium share fluorite", () => {
  const parts = oxides.filter((oxide) => oxide.formula === "CaF2").map((oxide) => oxide.factor);
  expect(parts).toHaveLength(2);
  expect(parts[0]! + parts[1]!).toBeCloseTo(1, 5);
});

test("the table of elements runs from H to Og in the order of the symbols", () => {
  expect(elements.map((element) => element.symbol)).toEqual([...elementSymbols]);
  expect(elements.map((element) => element.atomicNumber)).toEqual(elementSymbols.map((_symbol, i) => i + 1));
});

// Mendeleev's order is broken by weight only at Ar/K, Co/Ni, Te/I, and among elements without a standard weight
test("standard weights rise with the atomic number except at the three known pairs up to bismuth", () => {
  const falls = elements
    .slice(0, 82)
    .flatMap((element, i) => (element.atomicWeight > elements[i + 1]!.atomicWeight ? [element.symbol] : []));
  expect(falls).toEqual(["Ar", "Co", "Te"]);
});
