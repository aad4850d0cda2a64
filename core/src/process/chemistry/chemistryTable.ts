import type { AqueousConstant } from "../../datasets/aqueousConstants/aqueousConstant.ts";
import { buildDatabase, type MasterRow, type ReactionRow } from "./buildDatabase.ts";
import { correctedRows } from "./correctedConstants.ts";
import { parseFormula } from "./formula.ts";
import type {
  ActivityModel,
  ChemistryDatabase,
  InteractionParameter,
  SpeciesActivity,
  SpeciesKind,
} from "./chemistryModel.ts";

/**
 * The shipped sets. `relode` is the one for mine waters: wateq4f with the critical metals of llnl laid beside it and the
 * exchange and hydrous ferric oxide constants of phreeqc.dat, and before them all the corrections of `correctedConstants`.
 */
export const shippedTables: Readonly<
  Record<string, { readonly layers: readonly string[]; readonly model: ActivityModel }>
> = {
  relode: { layers: ["wateq4f", "llnl", "phreeqc:bound"], model: "wateq" },
  phreeqc: { layers: ["phreeqc"], model: "wateq" },
  wateq4f: { layers: ["wateq4f", "phreeqc:bound"], model: "wateq" },
  minteq: { layers: ["minteq"], model: "wateq" },
  llnl: { layers: ["llnlBasis", "llnl", "wateq4f"], model: "llnl" },
  pitzer: { layers: ["pitzer"], model: "pitzer" },
};

/**
 * A database from the shipped table of constants.
 *
 * @param rows of `datasets/aqueousConstants`
 * @param name a key of `shippedTables`
 * @param atomicWeights g/mol by symbol, of `datasets/elements`
 * @param extra further rows that go before those of the table, e.g. a case's own constants
 * @throws {RangeError} no such table
 */
export function chemistryTable(
  rows: readonly AqueousConstant[],
  name: string,
  atomicWeights: ReadonlyMap<string, number>,
  extra: readonly AqueousConstant[] = [],
): ChemistryDatabase {
  const shipped = shippedTables[name];
  if (shipped === undefined)
    throw new RangeError(`no table of constants "${name}"; there are ${Object.keys(shippedTables).join(", ")}`);
  const masters: MasterRow[] = [];
  const reactions: ReactionRow[] = [];
  const interactions: InteractionParameter[] = [];
  // An element belongs to the first layer that has it; a later layer must not change its master species or its redox.
  const owner = new Map<string, string>();
  const chosen: AqueousConstant[] = [...extra, ...(name === "relode" ? correctedRows() : [])];
  for (const layer of shipped.layers) {
    const [table, part] = layer.split(":");
    for (const row of rows) {
      if (row.table !== table) continue;
      const isBound = /exchange|surface/.test(row.kind);
      if (part === "bound" && !isBound) continue;
      if (row.kind === "master-aqueous") {
        const element = row.name.replace(/\(.*$/, "");
        const first = owner.get(element);
        if (first === undefined) owner.set(element, table);
        else if (first !== table) continue;
      }
      chosen.push(row);
    }
  }
  chosen.forEach((row, index) => {
    const path = `${name} table, entry ${index + 1} (${row.name})`;
    if (row.kind.startsWith("master-"))
      masters.push({
        name: row.name,
        species: row.reaction,
        kind: row.kind.slice(7) as SpeciesKind,
        alkalinity: row.alkalinity,
        gramsPerMol: row.gramsPerMol,
        path,
      });
    else if (row.kind === "interaction")
      interactions.push({ type: row.name, species: row.reaction.split(" "), coefficients: row.coefficients });
    else
      reactions.push({
        kind: row.kind === "phase" ? "mineral" : (row.kind as SpeciesKind),
        name: row.name,
        reaction: row.reaction,
        logK: {
          logK25: row.logK25,
          deltaHKjPerMol: row.deltaHKjPerMol,
          analytic: row.coefficients.length > 0 ? row.coefficients : null,
        },
        activity: activityOf(row),
        source: row.source,
        path,
      });
  });
  const known = new Set(masters.map((master) => master.name.replace(/\(.*$/, "")));
  known.add("H").add("O");
  const usable = reactions.filter((row) => isOfKnownElements(row, known));
  return buildDatabase({
    name,
    activityModel: shipped.model,
    masters,
    reactions: usable,
    interactions,
    atomicWeights,
    issues: [],
    duplicates: "first",
  });
}

/** Bound species of elements that the table's own list lacks (`AmmH+ + X- = AmmHX`) do not belong to it. */
function isOfKnownElements(row: ReactionRow, known: ReadonlySet<string>): boolean {
  const words = row.reaction.split(/\s+/).filter((word) => /^[A-Z([]/.test(word));
  return words.every((word) => {
    try {
      return [...parseFormula(word).elements.keys()].every((element) => known.has(element));
    } catch {
      return true; // the builder says what is wrong with it
    }
  });
}

function activityOf({ activity, ionSizeAngstrom, b }: AqueousConstant): SpeciesActivity {
  if (activity === "wateq") return { kind: "wateq", ionSizeAngstrom, b };
  if (activity === "llnl") return { kind: "llnl", ionSizeAngstrom };
  return { kind: activity };
}
