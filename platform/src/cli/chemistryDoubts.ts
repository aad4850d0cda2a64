import type { Issue } from "@relode/core/evidence";
import {
  type ChemistryDatabase,
  type EquilibriumInput,
  type EquilibriumResult,
  formationPace,
} from "@relode/core/process";

/** A mineral that would form, but was not allowed to. */
export interface Supersaturated {
  readonly name: string;
  /** Saturation index: log10 of ion activity product over solubility product. */
  readonly si: number;
  /** Whether it falls within days near 25 °C, and why not where it is slow. */
  readonly pace: "days" | "slow";
  readonly why: string;
}

/** Saturation index above which a mineral is told. */
const mostSi = 0.5;
const mostListed = 12;
const mostSlow = 4;

/** Minerals of the table above SI 0.5 that the file does not allow; those that fall within days first. */
export function supersaturated(database: ChemistryDatabase, result: EquilibriumResult): Supersaturated[] {
  const allowed = new Set(result.phases.map(({ name }) => name));
  return Object.entries(result.saturationIndices())
    .flatMap(([name, si]): Supersaturated[] => {
      const phase = database.phases.get(name);
      const isTold = phase !== undefined && phase.kind !== "gas" && !allowed.has(name) && si > mostSi;
      return isTold ? [{ name, si, ...formationPace(database, phase) }] : [];
    })
    .toSorted((a, b) => Number(a.pace === "slow") - Number(b.pace === "slow") || b.si - a.si);
}

/** What a reader should know before using an equilibrium: minerals held back, and redox by air that nature is slow at. */
export function equilibriumDoubts(
  database: ChemistryDatabase,
  input: EquilibriumInput,
  result: EquilibriumResult,
  where: string,
): Issue[] {
  const warning = (path: string, code: string, message: string): Issue => ({
    path: `${where}, ${path}`,
    code,
    severity: "warning",
    message,
  });
  const found = supersaturated(database, result);
  const quick = found.filter(({ pace }) => pace === "days");
  const late = found.filter(({ pace }) => pace === "slow");
  const list = (of: readonly Supersaturated[], most: number) =>
    of
      .slice(0, most)
      .map(({ name, si }) => `${name} ${si.toFixed(1)}`)
      .join(", ") + (of.length > most ? ` and ${of.length - most} more` : "");
  const held =
    quick.length === 0
      ? "nothing that forms within days is held back"
      : `that may form within days: ${list(quick, mostListed - mostSlow)}`;
  const slowly = late.length === 0 ? "" : `; slow near 25 °C: ${list(late, mostSlow)}`;
  const words = `supersaturated and not allowed to form at the last step: ${held}${slowly} (SI); allow those that form in the time there is under phases, --minerals lists all`;
  return [
    ...(found.length > 0
      ? [
          {
            ...warning("phases", "chemistry.supersaturated", words),
            severity: quick.length > 0 ? ("warning" as const) : ("info" as const),
          },
        ]
      : []),
    ...slowOxidation(input, result).map((message) => warning("gases.O2(g)", "chemistry.slow-redox", message)),
  ];
}

/** Couples that O2 moves at equilibrium though hardly in days: Mn to permanganate, ammonium to nitrate, sulfide to sulfate. */
function slowOxidation(input: EquilibriumInput, result: EquilibriumResult): string[] {
  if (!(input.phases ?? []).some(({ name }) => name === "O2(g)")) return [];
  const totals = result.totalsMolal();
  const given = input.solution;
  const has = (name: string) => "totals" in given && Object.hasOwn(given.totals, name);
  const amount = (name: string) => totals[name] ?? 0;
  const free = new Set(input.decoupled ?? []);
  const share = (amount("Mn(7)") + amount("Mn(6)")) / amount("Mn");
  const words: string[] = [];
  if (!free.has("Mn") && share > 0.001)
    words.push(
      `O2 sets the redox of Mn: ${(100 * share).toFixed(1)} % of dissolved Mn is permanganate or manganate, which air does not make in water; put "decoupled": ["Mn"] and give Mn(2), or allow an oxide (Birnessite)`,
    );
  const couples = [
    ["N", "N(-3)", "N(5)", "ammonium to nitrate"],
    ["S", "S(-2)", "S(6)", "sulfide to sulfate"],
  ] as const;
  for (const [element, from, to, what] of couples)
    if (!free.has(element) && has(from) && amount(to) > amount(from))
      words.push(
        `O2 sets the redox of ${element}: all ${what} at once, in nature slow; put "decoupled": ["${element}"] to hold it`,
      );
  return words;
}
