import type { FlowsheetReport } from "@relode/core/process";

/** One number of a result that can be drawn against an input. */
export interface Output {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
}

const streamNumbers = [
  ["solidsTPerH", "solids", "t/h"],
  ["aqueousM3PerH", "aqueous", "m³/h"],
  ["totalTPerH", "all phases", "t/h"],
  ["temperatureC", "temperature", "°C"],
] as const;

const join = (...parts: readonly string[]) => JSON.stringify(parts);

const common = ["H", "O", "C", "N", "S", "Cl", "Si", "Na", "P"];

/** Elements that a reader may choose, rare ones first: those of rock and reagents come last. */
export function elementsOf({ elements }: FlowsheetReport): string[] {
  return elements
    .map(({ element }) => element)
    .filter((element) => /^[A-Z][a-z]?$/.test(element))
    .sort((a, b) => common.indexOf(a) - common.indexOf(b));
}

/** Every output of a result: recoveries, streams, units, the whole. */
export function outputsOf(report: FlowsheetReport): Output[] {
  const recoveries = elementsOf(report).flatMap((element) => {
    const shares = report.elements.find((one) => one.element === element && one.inMolPerH > 0)?.shareByOutlet ?? {};
    return Object.keys(shares).map((stream) => ({
      key: join("recovery", element, stream),
      label: `Recovery of ${element} to ${stream}`,
      unit: "%",
    }));
  });
  const units = report.units.flatMap(({ unit, results, powerKw, heatKw }) => [
    ...Object.keys(results).map((name) => ({ key: join("result", unit, name), label: `${unit}: ${name}`, unit: "" })),
    ...(powerKw === 0 ? [] : [{ key: join("power", unit), label: `${unit}: power`, unit: "kW" }]),
    ...(heatKw === 0 ? [] : [{ key: join("heat", unit), label: `${unit}: heat`, unit: "kW" }]),
  ]);
  const streams = report.streams.flatMap((row) => [
    ...streamNumbers.map(([name, words, unit]) => ({
      key: join("stream", row.stream, name),
      label: `${row.stream}: ${words}`,
      unit,
    })),
    ...Object.keys(row.solidsGPerT).map((element) => ({
      key: join("grade", row.stream, element),
      label: `${row.stream}: grade of ${element} in the solids`,
      unit: "g/t",
    })),
  ]);
  return [...recoveries, { key: join("plant"), label: "Power of all units", unit: "kW" }, ...units, ...streams];
}

/** The number that a key of `outputsOf` stands for; null where the result has none. */
export function readOutput(report: FlowsheetReport, key: string): number | null {
  const [kind, a = "", b = ""] = JSON.parse(key) as string[];
  const unit = report.units.find((row) => row.unit === a);
  const stream = report.streams.find((row) => row.stream === a);
  const readers: Readonly<Record<string, () => number | undefined>> = {
    plant: () => report.powerKw,
    recovery: () => percent(report.elements.find(({ element }) => element === a)?.shareByOutlet[b]),
    result: () => unit?.results[b],
    power: () => unit?.powerKw,
    heat: () => unit?.heatKw,
    stream: () => stream?.[b as (typeof streamNumbers)[number][0]],
    grade: () => stream?.solidsGPerT[b],
  };
  const value = readers[kind ?? ""]?.();
  return value === undefined || !Number.isFinite(value) ? null : value;
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : 100 * share;
}
