import type { FlowsheetReport } from "../flowsheet/flowsheetReport.ts";
import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";

/** What a result is about. */
export type OutcomeKind = "recovery" | "reagent" | "duty" | "stream" | "component" | "grade" | "unit";

/** One result of a solved flowsheet. */
export interface FlowsheetOutcome {
  readonly kind: OutcomeKind;
  /** E.g. `recovery.Co.mixed hydroxide`, `stream.tailings.solidsTPerH`. */
  readonly id: string;
  /** In words. */
  readonly what: string;
  readonly unit: string;
  readonly read: (report: FlowsheetReport) => number;
}

const streamParts = [
  ["totalTPerH", "all of it", "t/h"],
  ["solidsTPerH", "solids", "t/h"],
  ["aqueousM3PerH", "aqueous phase", "m³/h"],
  ["organicM3PerH", "organic phase", "m³/h"],
  ["gasKgPerH", "gas", "kg/h"],
  ["temperatureC", "temperature", "°C"],
] as const;

/** Share of an element below which an outlet is no result worth a line. */
const leastShare = 5e-4;

/**
 * The results of a flowsheet that can be followed from solve to solve, found in the solve at the base values: recovery of each element by
 * outlet, reagents, power and heat, flows and components of every stream, grades of products, results of units.
 * @param hasComponents false leaves out the flows of single components inside the plant, which are the many
 */
export function flowsheetOutcomes(base: FlowsheetReport, hasComponents = true): FlowsheetOutcome[] {
  return [
    ...base.elements.flatMap(({ element, shareByOutlet }, e) =>
      Object.entries(shareByOutlet)
        .filter(([, share]) => share >= leastShare)
        .map(
          ([outlet]): FlowsheetOutcome => ({
            kind: "recovery",
            id: `recovery.${element}.${outlet}`,
            what: `${element} to ${outlet}`,
            unit: "fraction of what enters",
            read: (report) => report.elements[e]?.shareByOutlet[outlet] ?? 0,
          }),
        ),
    ),
    ...Object.keys(base.dosedKgPerH).map(
      (name): FlowsheetOutcome => ({
        kind: "reagent",
        id: `reagent.${name}`,
        what: `${name} dosed`,
        unit: "kg/h",
        read: (report) => report.dosedKgPerH[name] ?? 0,
      }),
    ),
    { kind: "duty", id: "duty.powerKw", what: "power", unit: "kW", read: ({ powerKw }) => powerKw },
    { kind: "duty", id: "duty.heatKw", what: "heat", unit: "kW", read: ({ heatKw }) => heatKw },
    ...base.streams.flatMap((row, s) => [
      ...streamParts
        .filter(([part]) => part === "totalTPerH" || (part === "temperatureC" ? row.totalTPerH > 0 : row[part] > 0))
        .map(
          ([part, words, unit]): FlowsheetOutcome => ({
            kind: "stream",
            id: `stream.${row.stream}.${part}`,
            what: `${row.stream}: ${words}`,
            unit,
            read: (report) => report.streams[s]?.[part] ?? 0,
          }),
        ),
      ...(hasComponents || row.to === null || row.from === null ? Object.keys(row.kgPerH) : []).map(
        (component): FlowsheetOutcome => ({
          kind: "component",
          id: `stream.${row.stream}.kgPerH.${component}`,
          what: `${row.stream}: ${component}`,
          unit: "kg/h",
          read: (report) => report.streams[s]?.kgPerH[component] ?? 0,
        }),
      ),
      ...(row.to === null ? Object.keys(row.solidsGPerT) : [])
        .filter((element) => atomicWeightsGPerMol.has(element))
        .map(
          (element): FlowsheetOutcome => ({
            kind: "grade",
            id: `stream.${row.stream}.solidsGPerT.${element}`,
            what: `${row.stream}: ${element} in dry solids`,
            unit: "g/t",
            read: (report) => report.streams[s]?.solidsGPerT[element] ?? 0,
          }),
        ),
    ]),
    ...base.units.flatMap(({ unit, results }, u) =>
      Object.keys(results).map(
        (name): FlowsheetOutcome => ({
          kind: "unit",
          id: `unit.${unit}.${name}`,
          what: `${unit}: ${name}`,
          unit: "as named",
          read: (report) => report.units[u]?.results[name] ?? Number.NaN,
        }),
      ),
    ),
  ];
}
