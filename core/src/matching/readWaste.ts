import type { Issue } from "../evidence/issue.ts";
import { atomicWeightsGPerMol } from "../process/streams/atomicWeights.ts";
import { minerals as mineralTable } from "../process/streams/minerals.ts";
import type { Prices } from "./proposeRoutes.ts";
import {
  type ElementInWaste,
  type Fact,
  type FactName,
  factUnits,
  type Host,
  hosts,
  type WasteProfile,
  type WasteType,
  wasteTypes,
} from "./wasteProfile.ts";

/** A waste file as read. */
export interface WasteDocument {
  readonly profile: WasteProfile;
  readonly prices: Prices;
  readonly pricesSource: string;
  /** Place of the body in km east and north of any point, for plants that several bodies share; null where not given. */
  readonly atKm: readonly [number, number] | null;
}

type Fields = Readonly<Record<string, unknown>>;

const keys = [
  "name",
  "type",
  "source",
  "elements",
  "facts",
  "minerals",
  "pricesUsdPerKg",
  "pricesSource",
  "atKm",
  "note",
];
const longestList = 120;

/**
 * Reads a waste from parsed JSON. Every fault is an issue with place, value, bound and remedy; a document comes back only when there is no
 * error. Issues: `matching.not-an-object`, `matching.other-file`, `matching.field-missing`, `matching.field`, `matching.field-unknown`,
 * `matching.range`, `matching.shares`, `matching.duplicate`, and the warning `matching.no-price`.
 */
export function readWaste(value: unknown): { document: WasteDocument | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const error = (path: string, code: string, message: string) => {
    issues.push({ path, code: `matching.${code}`, severity: "error", message });
  };
  const done = (document: WasteDocument | null) => ({
    document: issues.some(({ severity }) => severity === "error") ? null : document,
    issues,
  });
  if (!isFields(value)) {
    error(
      "document",
      "not-an-object",
      `must be an object with name, type and elements, got ${shown(value)}; docs/matching.md has an example`,
    );
    return done(null);
  }
  const other = otherFile(value);
  if (other !== null) {
    error("document", "other-file", other);
    return done(null);
  }
  for (const key of Object.keys(value).slice(0, 200))
    if (!keys.includes(key))
      error(
        key.slice(0, 60),
        "field-unknown",
        `no such field in a waste file; it has ${keys.join(", ")}: remove it or correct its name`,
      );
  const text = (key: string): string | undefined => {
    const found = value[key];
    if (found === undefined) return undefined;
    if (typeof found === "string" && found !== "" && found.length <= 2000) return found;
    error(key, "field", `must be text of 1 to 2000 characters, got ${shown(found)}`);
    return undefined;
  };
  if (value["name"] === undefined) error("name", "field-missing", "must be given: what the waste is called");
  const name = text("name") ?? "unnamed";
  const type = wasteTypes.find((known) => known === value["type"]);
  if (type === undefined)
    error(
      "type",
      value["type"] === undefined ? "field-missing" : "field",
      `must be one of ${wasteTypes.join(", ")}, got ${shown(value["type"])}`,
    );
  const fallback = text("source") ?? "stated in the file";
  const reader: Reader = { error, fallback };
  const elements = readElements(value["elements"], reader);
  const facts = readFacts(value["facts"], reader);
  const minerals = readMinerals(value["minerals"], reader);
  const prices = readPrices(value["pricesUsdPerKg"], reader);
  const pricesSource = text("pricesSource") ?? "stated in the file";
  const atKm = readPlace(value["atKm"], reader);
  const unpriced = elements.map(({ element }) => element).filter((element) => prices[element] === undefined);
  if (unpriced.length > 0)
    issues.push({
      path: "pricesUsdPerKg",
      code: "matching.no-price",
      severity: "warning",
      message: `no price for ${unpriced.join(", ")}: their value is not in the ranking; add pricesUsdPerKg`,
    });
  const profile: WasteProfile = {
    name,
    type: type ?? ("tailings" satisfies WasteType),
    elements,
    facts,
    ...(minerals === undefined ? {} : { minerals }),
  };
  return done({ profile, prices, pricesSource, atKm });
}

interface Reader {
  readonly error: (path: string, code: string, message: string) => void;
  readonly fallback: string;
}

/** Words for a file of another kind that Relode knows; null for none. */
function otherFile(fields: Fields): string | null {
  const schema = fields["schema"];
  const remedy =
    "a waste file has name, type and elements, see docs/matching.md and examples/cobalt-tailings-waste.json";
  if (typeof schema === "string" && schema.startsWith("relode.flowsheet/"))
    return `this is a flowsheet (${schema}), not a waste: solve it with relode process run; ${remedy}`;
  if (typeof schema === "string") return `this is a file of the form ${schema.slice(0, 60)}, not a waste; ${remedy}`;
  if (fields["units"] !== undefined && fields["streams"] !== undefined)
    return `this looks like a flowsheet (units and streams), not a waste: solve it with relode process run; ${remedy}`;
  if (["holes", "collars", "grid", "blocks", "tables"].some((key) => fields[key] !== undefined))
    return `this looks like a resource project, not a waste: estimate it with relode resource estimate, then state its grades; ${remedy}`;
  if (fields["result"] !== undefined && fields["manifest"] !== undefined)
    return `this is the output of a Relode command, not a waste; ${remedy}`;
  if (fields["capital"] !== undefined || fields["cashFlow"] !== undefined || fields["products"] !== undefined)
    return `this looks like an economics project, not a waste: relode economics evaluates it; ${remedy}`;
  return null;
}

function readElements(value: unknown, reader: Reader): ElementInWaste[] {
  if (value === undefined) {
    reader.error(
      "elements",
      "field-missing",
      'must be given: a list such as [{ "element": "Co", "ppm": 400, "hosts": { "sulfide": 0.7 } }]',
    );
    return [];
  }
  if (!Array.isArray(value) || value.length > longestList) {
    reader.error(
      "elements",
      "field",
      `must be a list of at most ${longestList}, got ${Array.isArray(value) ? `${value.length} entries` : shown(value)}`,
    );
    return [];
  }
  const seen = new Set<string>();
  return value.flatMap((item: unknown, i): ElementInWaste[] => {
    const path = `elements[${i}]`;
    if (!isFields(item)) {
      reader.error(path, "field", `must be an object with element and ppm, got ${shown(item)}`);
      return [];
    }
    unknownKeys(item, ["element", "ppm", "hosts", "note"], path, reader);
    const element = item["element"];
    if (typeof element !== "string" || !atomicWeightsGPerMol.has(element)) {
      reader.error(
        `${path}.element`,
        element === undefined ? "field-missing" : "field",
        `must be the symbol of an element such as Co, got ${shown(element)}`,
      );
      return [];
    }
    if (seen.has(element))
      reader.error(`${path}.element`, "duplicate", `${element} is listed twice; put its grade in one entry`);
    seen.add(element);
    const gradePpm = readRange(item["ppm"], `${path}.ppm`, "ppm of dry mass (mg/L of water)", 0, 1e6, reader);
    const found = readHosts(item["hosts"], `${path}.hosts`, element, reader);
    return gradePpm === null ? [] : [{ element, gradePpm, hosts: found }];
  });
}

function readHosts(value: unknown, path: string, element: string, reader: Reader): ElementInWaste["hosts"] {
  if (value === undefined || value === null) return null;
  if (!isFields(value)) {
    reader.error(path, "field", `must be an object of shares 0 to 1 by host, got ${shown(value)}`);
    return null;
  }
  const found: Partial<Record<Host, number>> = {};
  let sum = 0;
  for (const [key, share] of Object.entries(value).slice(0, 40)) {
    const host = hosts.find((known) => known === key);
    if (host === undefined)
      reader.error(`${path}.${key.slice(0, 40)}`, "field-unknown", `no such host; hosts are ${hosts.join(", ")}`);
    else if (typeof share !== "number" || !(share >= 0 && share <= 1))
      reader.error(
        `${path}.${key}`,
        "range",
        `must be a share of 0 to 1, got ${shown(share)}${typeof share === "number" && share > 1 && share <= 100 ? `; if it is a percentage write ${share / 100}` : ""}`,
      );
    else {
      found[host] = share;
      sum += share;
    }
  }
  if (sum > 1 + 1e-6)
    reader.error(path, "shares", `shares of ${element} add up to ${Number(sum.toPrecision(6))}, limit 1; correct them`);
  return found;
}

function readFacts(value: unknown, reader: Reader): WasteProfile["facts"] {
  if (value === undefined) return {};
  if (!isFields(value)) {
    reader.error("facts", "field", `must be an object, got ${shown(value)}`);
    return {};
  }
  const facts: Partial<Record<FactName, Fact>> = {};
  for (const [key, item] of Object.entries(value).slice(0, 200)) {
    if (!Object.hasOwn(factUnits, key)) {
      reader.error(
        `facts.${key.slice(0, 60)}`,
        "field-unknown",
        `no such fact; facts are ${Object.entries(factUnits)
          .map(([fact, unit]) => `${fact} (${unit})`)
          .join(", ")}`,
      );
      continue;
    }
    const fact = key as FactName;
    const unit = factUnits[fact];
    const [least, most] = unit.startsWith("%")
      ? [0, 100]
      : fact === "p80"
        ? [0.1, 2e6]
        : fact === "waterPh"
          ? [-4, 15]
          : fact === "meanTemperature"
            ? [-60, 60]
            : unit === "ppm"
              ? [0, 1e6]
              : [0, 1e13];
    const range = readRange(item, `facts.${key}`, unit, least, most, reader);
    if (range !== null) facts[fact] = range;
  }
  return facts;
}

function readMinerals(value: unknown, reader: Reader): Readonly<Record<string, number>> | undefined {
  if (value === undefined) return undefined;
  if (!isFields(value)) {
    reader.error("minerals", "field", `must be an object of % of dry mass by mineral, got ${shown(value)}`);
    return undefined;
  }
  const found: Record<string, number> = {};
  let sum = 0;
  for (const [key, pct] of Object.entries(value).slice(0, 200)) {
    if (!mineralTable.has(key))
      reader.error(
        `minerals.${key.slice(0, 60)}`,
        "field-unknown",
        `no such mineral in the table; it has ${[...mineralTable.keys()].join(", ")}`,
      );
    else if (typeof pct !== "number" || !(pct >= 0 && pct <= 100))
      reader.error(`minerals.${key}`, "range", `must lie in 0 to 100 %, got ${shown(pct)}`);
    else {
      found[key] = pct;
      sum += pct;
    }
  }
  if (sum > 100 + 1e-6)
    reader.error(
      "minerals",
      "shares",
      `minerals add up to ${Number(sum.toPrecision(6))} %, limit 100; correct them, or scale them to 100`,
    );
  return found;
}

function readPrices(value: unknown, reader: Reader): Prices {
  if (value === undefined) return {};
  if (!isFields(value)) {
    reader.error("pricesUsdPerKg", "field", `must be an object of USD/kg by element, got ${shown(value)}`);
    return {};
  }
  const prices: Record<string, number> = {};
  for (const [key, usd] of Object.entries(value).slice(0, 200)) {
    if (!/^[A-Z][a-z]?$/.test(key))
      reader.error(
        `pricesUsdPerKg.${key.slice(0, 40)}`,
        "field-unknown",
        "must be the symbol of an element such as Co",
      );
    else if (typeof usd !== "number" || !(usd >= 0 && usd <= 1e9))
      reader.error(`pricesUsdPerKg.${key}`, "range", `must lie in 0 to 1e9 USD/kg, got ${shown(usd)}`);
    else prices[key] = usd;
  }
  return prices;
}

function readPlace(value: unknown, reader: Reader): readonly [number, number] | null {
  if (value === undefined) return null;
  if (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((one) => typeof one === "number" && Math.abs(one) <= 20_000)
  )
    return [value[0] as number, value[1] as number];
  reader.error("atKm", "field", `must be [east, north] in km within 20000, got ${shown(value)}`);
  return null;
}

function readRange(
  value: unknown,
  path: string,
  unit: string,
  least: number,
  most: number,
  reader: Reader,
): Fact | null {
  const bad = (message: string): null => {
    reader.error(path, "range", message);
    return null;
  };
  const usable = (number: unknown): number is number => typeof number === "number" && Number.isFinite(number);
  const bound = (low: number, high: number, source: string): Fact | null =>
    low < least || high > most
      ? bad(`must lie in ${least} to ${most} ${unit}, got ${low === high ? low : `${low} to ${high}`}`)
      : high < low
        ? bad(`low ${low} is above high ${high} ${unit}: the ends must be in order; exchange them`)
        : { low, high, source };
  if (value === undefined) {
    reader.error(path, "field-missing", `must be given: a number in ${unit}, or { "low": ..., "high": ... }`);
    return null;
  }
  if (usable(value)) return bound(value, value, reader.fallback);
  if (!isFields(value))
    return bad(`must be a number in ${unit}, or { "low": ..., "high": ..., "source": ... }, got ${shown(value)}`);
  unknownKeys(value, ["low", "high", "value", "source"], path, reader);
  const source = typeof value["source"] === "string" ? value["source"] : reader.fallback;
  if (value["value"] !== undefined && value["low"] === undefined && value["high"] === undefined)
    return usable(value["value"])
      ? bound(value["value"], value["value"], source)
      : bad(`value must be a number in ${unit}, got ${shown(value["value"])}`);
  if (!usable(value["low"]) || !usable(value["high"]))
    return bad(`low and high must be numbers in ${unit}, got ${shown(value["low"])} and ${shown(value["high"])}`);
  return bound(value["low"], value["high"], source);
}

function unknownKeys(fields: Fields, known: readonly string[], path: string, reader: Reader): void {
  for (const key of Object.keys(fields).slice(0, 50))
    if (!known.includes(key))
      reader.error(`${path}.${key.slice(0, 60)}`, "field-unknown", `no such field here; there are ${known.join(", ")}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return (JSON.stringify(value) ?? typeof value).slice(0, 60);
}
