import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import type { FlowsheetReport } from "../../process/flowsheet/flowsheetReport.ts";
import type { WasteProfile } from "../wasteProfile.ts";
import type { DraftProduct } from "./flowsheetDraft.ts";

/** One product of a solved plant. */
export interface ProductResult {
  readonly name: string;
  readonly stream: string;
  /** Dry solids; 0 for a liquor or what sits on a sorbent. */
  readonly dryTPerH: number;
  /** Elements of the waste in the dry solids, mass %. */
  readonly gradePct: Readonly<Record<string, number>>;
  readonly recovery: Readonly<Record<string, number>>;
}

/** What a solved flowsheet does with a tonne of waste (a m³ of water). */
export interface Performance {
  readonly products: readonly ProductResult[];
  /** Share of an element in products that pay for it. */
  readonly recovery: Readonly<Record<string, number>>;
  readonly reagentsKgPerT: Readonly<Record<string, number>>;
  readonly powerKwhPerT: number;
  readonly makeUpWaterM3PerT: number;
  readonly worstBalance: number;
}

/** Feeds that are no reagents: the waste itself, and solvent that goes round. */
const notBought = new Set(["waste", "drainage", "water", "treated solvent", "ammonia liquor"]);
/** Reagents by the component that carries them into a plant, and what of it a tonne makes. */
const carriedBy: Readonly<Record<string, readonly [reagent: string, factor: number]>> = {
  Cl: ["hydrochloric acid", 36.46 / 35.45],
  CN: ["sodium cyanide", 49.008 / 26.018],

  NH4: ["ammonium sulfate", 132.14 / 36.08],
  coal: ["coal", 1],
  DEHPA: ["DEHPA", 1],
  oxime: ["oxime", 1],
  kerosene: ["kerosene", 1],
  diluent: ["kerosene", 1],
  NH3: ["ammonia", 1],
  SO2: ["sulfur dioxide", 1],
  CO3: ["soda", 105.99 / 60.01],
  soda: ["soda", 1],
  "sodium sulfate": ["sodium sulfate", 1],
};

/** Sodium hydroxide that a feed of sodium and carbonate holds beside its soda, kg; what rounding leaves is none. */
function hydroxideKg(sodiumKg: number, carbonateKg: number): number {
  const kg = sodiumKg * (39.997 / 22.99) - carbonateKg * ((2 * 39.997) / 60.01);
  return kg > 1e-3 * sodiumKg ? kg : 0;
}

/** Reads recoveries, reagents, energy and water off a solved report. */
export function performanceOf(
  profile: WasteProfile,
  document: FlowsheetDocument,
  report: FlowsheetReport,
  products: readonly DraftProduct[],
  tPerH: number,
): Performance {
  const shareOf = (element: string, stream: string) =>
    report.elements.find((row) => row.element === element)?.shareByOutlet[stream] ?? 0;
  const elements = [
    ...new Set([
      ...profile.elements.map(({ element }) => element),
      ...products.flatMap(({ payable }) => Object.keys(payable)),
    ]),
  ];
  const results = products.map(({ name, stream }): ProductResult => {
    const row = report.streams.find((one) => one.stream === stream);
    return {
      name,
      stream,
      dryTPerH: row?.solidsTPerH ?? 0,
      gradePct: Object.fromEntries(elements.map((element) => [element, (row?.solidsGPerT[element] ?? 0) / 1e4])),
      recovery: Object.fromEntries(elements.map((element) => [element, shareOf(element, stream)])),
    };
  });
  const recovery = Object.fromEntries(
    elements.map((element) => [
      element,
      products.reduce(
        (sum, { stream, payable }) => sum + ((payable[element] ?? 0) > 0 ? shareOf(element, stream) : 0),
        0,
      ),
    ]),
  );
  const kgPerH: Record<string, number> = {};
  const add = (name: string, kg: number) => {
    if (kg > 0) kgPerH[name] = (kgPerH[name] ?? 0) + kg;
  };
  let water = report.dosedKgPerH["H2O"] ?? 0;
  for (const [id, kg] of Object.entries(report.dosedKgPerH)) if (id !== "H2O") add(id, kg);
  for (const { id, from, feed } of document.streams) {
    if ((from ?? null) !== null || feed === undefined || notBought.has(id)) continue;
    const held = report.streams.find((one) => one.stream === id)?.kgPerH ?? {};
    water += held["H2O"] ?? 0;
    const hasBase = (held["NH4"] ?? 0) > 0 || (held["Mg"] ?? 0) > 0;
    for (const [component, kg] of Object.entries(held)) {
      const known = carriedBy[component];
      if (component === "OH" && (held["Ca"] ?? 0) > 0) add("lime", kg * (37.05 / 17.008));
      else if (known !== undefined) add(known[0], kg * known[1]);
      else if (component === "Na" && (held["CN"] ?? 0) === 0)
        add("sodium hydroxide", hydroxideKg(kg, held["CO3"] ?? 0));
      else if (component === "SO4" && !hasBase) add("sulfuric acid", kg * (98.078 / 96.062));
      else if (component === "Mg" && (held["SO4"] ?? 0) > 0) add("magnesium sulfate", kg * (120.37 / 24.305));
      else if (component === "O2" && id === "oxygen") add("oxygen", kg);
    }
  }
  for (const { results: found } of report.units) add("flocculant", found["flocculantKgPerH"] ?? 0);
  if (report.units.some(({ kind }) => kind === "flotation-bank")) add("collector and frother", 0.12 * tPerH);
  return {
    products: results,
    recovery,
    reagentsKgPerT: Object.fromEntries(
      Object.entries(kgPerH)
        .sort((a, b) => b[1] - a[1])
        .map(([name, kg]) => [name, kg / tPerH]),
    ),
    powerKwhPerT: report.powerKw / tPerH,
    makeUpWaterM3PerT: water / 1000 / tPerH,
    worstBalance: report.worstBalance,
  };
}
