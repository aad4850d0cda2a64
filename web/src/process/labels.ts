import type { FlowsheetDocument } from "@relode/core/process";
import { countWords, formatQuantity } from "../parts/words.ts";
import { amountOf } from "../processWork/sankey.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";
import { elementsOf } from "../processWork/outputs.ts";

/** What stands on the streams of the drawing. */
export type LabelKind = "none" | "name" | "solids" | "aqueous" | "temperature" | `element:${string}`;

/** The kinds of words that a result allows. */
export function labelKinds(good: SolveAnswer | null): { kind: LabelKind; words: string }[] {
  const elements = good?.report ? elementsOf(good.report) : [];
  return [
    { kind: "none", words: "none" },
    { kind: "name", words: "name" },
    { kind: "solids", words: "name, solids t/h" },
    { kind: "aqueous", words: "name, aqueous m³/h" },
    { kind: "temperature", words: "name, °C" },
    ...elements.map((element) => ({ kind: `element:${element}` as const, words: `name, ${element} kg/h` })),
  ];
}

/** Words of each stream, a line for its name and one for the number. */
export function streamLabels(
  { streams }: FlowsheetDocument,
  good: SolveAnswer | null,
  kind: LabelKind,
): ReadonlyMap<string, string> {
  if (kind === "none") return new Map();
  const rows = new Map((good?.report?.streams ?? []).map((row) => [row.stream, row]));
  return new Map(
    streams.map(({ id }) => {
      const row = rows.get(id);
      if (!row || kind === "name" || !good) return [id, id];
      const words =
        kind === "solids"
          ? quantity(row.solidsTPerH, "t/h")
          : kind === "aqueous"
            ? quantity(row.aqueousM3PerH, "m³/h")
            : kind === "temperature"
              ? `${countWords(row.temperatureC)} °C`
              : quantity(amountOf(kind, row.kgPerH, good.elementShare), "kg/h");
      return [id, words === "" ? id : `${id}\n${words}`];
    }),
  );
}

function quantity(value: number, unit: string): string {
  return value === 0 ? "" : `${formatQuantity(value)} ${unit}`;
}
