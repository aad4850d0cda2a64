import { type HolePath, positionAt } from "../../survey/desurvey.ts";
import { type LithologyTable, rowsByHole } from "../../survey/intervalTable.ts";
import type { DomainSpec } from "./resourceProject.ts";

/** What one hole says of the contact below a domain. */
export interface ContactPoint {
  readonly hole: string;
  /** World position of the contact, or of the deepest place known to lie above it. */
  readonly atM: readonly [number, number, number];
  /** `seen`: the contact was logged. `below`: tailings end in this domain or one above: the contact lies here or deeper. */
  readonly kind: "seen" | "below";
}

/** Contacts of each domain with the one below it, and where natural ground was met. */
export interface LoggedContacts {
  /** One list for each domain but the last. */
  readonly contacts: readonly (readonly ContactPoint[])[];
  /** Where the log passes from the body into what lies outside. */
  readonly floor: readonly ContactPoint[];
  /** Codes that belong to no domain and are not declared outside, with their number of rows. */
  readonly unknown: ReadonlyMap<string, number>;
}

/**
 * Reads the contacts of a stack of domains from the log: the contact below domain d lies where the log last passes from d or
 * higher into a lower domain. A domain that is missing in a hole has its contact where the ones above it end.
 */
export function loggedContacts(
  log: LithologyTable,
  paths: ReadonlyMap<string, HolePath>,
  domains: readonly DomainSpec[],
  outside: readonly string[],
): LoggedContacts {
  const domainOf = new Map(domains.flatMap(({ codes }, d) => codes.map((code) => [code, d] as const)));
  const contacts: ContactPoint[][] = domains.slice(1).map(() => []);
  const floor: ContactPoint[] = [];
  const unknown = new Map<string, number>();
  for (const [hole, rows] of rowsByHole(log)) {
    const path = paths.get(hole);
    const placed: { d: number; fromM: number; toM: number }[] = [];
    for (const row of rows) {
      const code = log.code[row] ?? "";
      const d = outside.includes(code) ? domains.length : domainOf.get(code);
      if (d === undefined) unknown.set(code, (unknown.get(code) ?? 0) + 1);
      else placed.push({ d, fromM: log.fromM[row], toM: log.toM[row] });
    }
    if (path === undefined || placed.length === 0) continue;
    const at = (depthM: number): [number, number, number] => {
      const xyz = new Float64Array(3);
      positionAt(path, depthM, xyz, 0);
      return [xyz[0], xyz[1], xyz[2]];
    };
    for (let d = 0; d + 1 < domains.length; d++) {
      const last = placed.findLastIndex((piece) => piece.d <= d);
      const next = placed[last + 1];
      const kind = next !== undefined && next.d < domains.length ? "seen" : "below";
      contacts[d].push({ hole, atM: at(last < 0 ? placed[0].fromM : placed[last].toM), kind });
    }
    const first = placed.findIndex(({ d }) => d === domains.length);
    if (first > 0) floor.push({ hole, atM: at(placed[first].fromM), kind: "seen" });
  }
  return { contacts, floor, unknown };
}
