import type { Issue } from "../../evidence/issue.ts";
import type { StreamBasis } from "../streams/basis.ts";
import type { Phase } from "../streams/component.ts";
import { emptyStream, type Stream } from "../streams/stream.ts";
import { type FeedSpec, flowsheetLimits, type LiquidSpec } from "./flowsheetDocument.ts";

/**
 * Makes a stream from a feed of a file. Issues: `process.feed-component` for a name that the basis lacks or has in another phase,
 * `process.feed-sizes` for size fractions that do not sum to 1, `process.feed-carrier`, `process.feed-range` for an amount beyond bounds.
 */
export function feedStream(basis: StreamBasis, feed: FeedSpec, path: string, issues: Issue[]): Stream {
  const stream = emptyStream(basis);
  const report = (where: string, code: string, message: string) =>
    issues.push({ path: `${path}.${where}`, code, severity: "error", message });
  const shares = sizeShares(basis, feed, report);
  const add = (id: string, kg: number, where: string, phase?: Phase) => {
    const c = basis.index.get(id);
    if (c === undefined) {
      report(where, "process.feed-component", `no component ${id.slice(0, 60)} in this flowsheet`);
      return;
    }
    const component = basis.components[c];
    if (phase !== undefined && component.phase !== phase) {
      report(where, "process.feed-component", `${id} is ${component.phase}, not ${phase}`);
      return;
    }
    const from = basis.firstSlot[c];
    if (component.phase !== "solid") stream.kgPerH[from] += kg;
    else for (const [k, share] of shares(id).entries()) stream.kgPerH[from + k] += kg * share;
  };
  for (const [id, kg] of Object.entries(feed.kgPerH ?? {})) add(id, kg, `kgPerH.${id}`);
  if (feed.solids !== undefined)
    for (const [id, share] of Object.entries(feed.solids.massFraction))
      add(id, share * feed.solids.kgPerH, `solids.massFraction.${id}`, "solid");
  for (const phase of ["aqueous", "organic"] as const) {
    const liquid = feed[phase];
    if (liquid !== undefined) addLiquid(basis, liquid, phase, add, report);
  }
  if (feed.gas !== undefined)
    for (const [id, share] of Object.entries(feed.gas.moleFraction)) {
      const c = basis.index.get(id);
      const mass = c === undefined ? 0 : basis.components[c].molarMassGPerMol / 1000;
      add(id, share * feed.gas.molPerH * mass, `gas.moleFraction.${id}`, "gas");
    }
  for (const [s, kg] of stream.kgPerH.entries())
    if (!(kg <= flowsheetLimits.feedKgPerH)) {
      const { id } = basis.components[basis.slotComponent[s]];
      report(
        id,
        "process.feed-range",
        `${kg.toPrecision(3)} kg/h of ${id}, limit ${flowsheetLimits.feedKgPerH}; check the unit of the feed`,
      );
    }
  if (feed.temperatureC !== undefined) stream.temperatureK = feed.temperatureC + 273.15;
  if (feed.pressureKPa !== undefined) stream.pressurePa = feed.pressureKPa * 1000;
  return stream;
}

type Report = (where: string, code: string, message: string) => void;

function addLiquid(
  basis: StreamBasis,
  liquid: LiquidSpec,
  phase: "aqueous" | "organic",
  add: (id: string, kg: number, where: string, phase?: Phase) => void,
  report: Report,
): void {
  const carriers = basis.components.filter((component) => component.phase === phase && component.isCarrier);
  const carrier = liquid.carrier === undefined ? carriers[0] : carriers.find(({ id }) => id === liquid.carrier);
  if (carrier === undefined || (liquid.carrier === undefined && carriers.length > 1)) {
    report(
      phase,
      "process.feed-carrier",
      `name the carrier of the volume, one of: ${carriers.map(({ id }) => id).join(", ") || "none; mark a component isCarrier"}`,
    );
    return;
  }
  add(carrier.id, (liquid.litresPerH / 1000) * carrier.densityKgPerM3, phase, phase);
  for (const [id, mg] of Object.entries(liquid.mgPerL ?? {}))
    add(id, (mg * liquid.litresPerH) / 1e6, `${phase}.mgPerL.${id}`, phase);
  for (const [id, mol] of Object.entries(liquid.molPerL ?? {})) {
    const c = basis.index.get(id);
    const mass = c === undefined ? 0 : basis.components[c].molarMassGPerMol / 1000;
    add(id, mol * liquid.litresPerH * mass, `${phase}.molPerL.${id}`, phase);
  }
}

function sizeShares(basis: StreamBasis, feed: FeedSpec, report: Report): (id: string) => readonly number[] {
  const { classes } = basis;
  const coarsest = Array.from({ length: classes }, (_, k) => (k === classes - 1 ? 1 : 0));
  const given = feed.sizeFraction;
  if (given === undefined) return () => coarsest;
  const checked = (list: readonly number[], where: string): readonly number[] => {
    const sum = list.reduce((a, b) => a + b, 0);
    if (list.length === classes && Math.abs(sum - 1) < 1e-6) return list.map((share) => share / sum);
    report(where, "process.feed-sizes", `needs ${classes} fractions that sum to 1, got ${list.length} with sum ${sum}`);
    return coarsest;
  };
  if (Array.isArray(given)) {
    const list = checked(given as readonly number[], "sizeFraction");
    return () => list;
  }
  const byId = given as Readonly<Record<string, readonly number[]>>;
  const lists = new Map(Object.entries(byId).map(([id, list]) => [id, checked(list, `sizeFraction.${id}`)]));
  return (id) => lists.get(id) ?? lists.get("default") ?? coarsest;
}
