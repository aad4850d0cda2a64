import type { Issue } from "@relode/core/evidence";
import { type FlowsheetDocument, flowsheetSchema, readFlowsheet } from "@relode/core/process";

/** Place of a unit's upper left corner on the drawing, in its own pixels. */
export type Position = readonly [x: number, y: number];

/** A flowsheet and where its units were put by hand; the others are laid out by themselves. */
export interface Sheet {
  readonly document: FlowsheetDocument;
  readonly layout: Readonly<Record<string, Position>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** A larger text is refused before it is parsed, so that the page stays alive. */
export const mostCharacters = 20_000_000;

/** An empty flowsheet with water, to begin from. */
export function emptySheet(): Sheet {
  return {
    document: {
      schema: flowsheetSchema,
      name: "New flowsheet",
      components: [
        { id: "quartz", phase: "solid" },
        { id: "H2O", phase: "aqueous" },
      ],
      units: [],
      streams: [],
    },
    layout: {},
  };
}

/** Reads a flowsheet file. Faults are issues with their path; a sheet comes back only when there is no error. */
export function sheetFromText(text: string): { sheet: Sheet | null; issues: Issue[] } {
  if (text.length > mostCharacters)
    return refusal("process.too-large", `${text.length} characters, limit ${mostCharacters}; split the flowsheet`);
  try {
    return sheetFromValue(JSON.parse(text) as unknown);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refusal(
      "process.not-json",
      `not JSON: ${error.message.slice(0, 200)}; export the file again or mend it there`,
    );
  }
}

/** The same from parsed JSON. Notes that the solver does not need are kept; `layout` holds places of units. */
export function sheetFromValue(value: unknown): { sheet: Sheet | null; issues: Issue[] } {
  const { layout, ...file } = isFields(value) ? value : { layout: undefined };
  const { document, issues } = readFlowsheet(isFields(value) ? file : value);
  if (document === null) return { sheet: null, issues };
  const kept = withNotes(document, file);
  return { sheet: { document: kept, layout: readLayout(layout, kept, issues) }, issues };
}

/** The file as the command line reads it; places are written only where a unit was moved. */
export function sheetText({ document, layout }: Sheet): string {
  const filled = Object.entries(document).filter(
    ([, value]) => value !== "" && !(typeof value === "object" && Object.keys(value as object).length === 0),
  );
  const whole = { components: [], units: [], streams: [], ...Object.fromEntries(filled) };
  const places = Object.keys(layout).length === 0 ? {} : { layout };
  return `${JSON.stringify({ ...document, ...prune(document, whole), ...places }, null, 2)}\n`;
}

function prune(document: FlowsheetDocument, whole: Fields): Fields {
  return Object.fromEntries(Object.keys(document).map((key) => [key, whole[key]]));
}

function withNotes(document: FlowsheetDocument, file: Fields): FlowsheetDocument {
  const notes = (key: "units" | "streams", i: number): { note?: string } => {
    const item: unknown = (file[key] as unknown[])[i];
    return isFields(item) && typeof item["note"] === "string" ? { note: item["note"] } : {};
  };
  return {
    ...document,
    units: document.units.map((unit, i) => ({ ...unit, ...notes("units", i) })),
    streams: document.streams.map((stream, i) => {
      const item: unknown = (file["streams"] as unknown[])[i];
      const feed = isFields(item) && isFields(item["feed"]) ? item["feed"] : {};
      const by = typeof feed["measuredBy"] === "string" ? feed["measuredBy"] : undefined;
      return {
        ...stream,
        ...notes("streams", i),
        ...(stream.feed && by !== undefined ? { feed: { ...stream.feed, measuredBy: by } } : {}),
      };
    }),
  };
}

function readLayout(value: unknown, document: FlowsheetDocument, issues: Issue[]): Readonly<Record<string, Position>> {
  if (value === undefined) return {};
  const known = new Set(document.units.map(({ id }) => id));
  const places: [string, Position][] = [];
  for (const [id, place] of Object.entries(isFields(value) ? value : {}).slice(0, 10_000)) {
    const [x, y] = Array.isArray(place) ? (place as unknown[]) : [];
    const isPlace = (at: unknown): at is number => typeof at === "number" && Math.abs(at) < 1e6;
    if (known.has(id) && isPlace(x) && isPlace(y)) places.push([id, [x, y]]);
    else
      issues.push({
        path: `layout.${id.slice(0, 60)}`,
        code: "process.layout",
        severity: "warning",
        message: "must be [x, y] of a unit of this flowsheet; the unit is laid out by itself",
      });
  }
  return Object.fromEntries(places);
}

function refusal(code: string, message: string): { sheet: null; issues: Issue[] } {
  return { sheet: null, issues: [{ path: "", code, severity: "error", message }] };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
