import type { ChemicalPhase, ChemistryDatabase } from "./chemistryModel.ts";
import { log10K } from "./logK.ts";

/** Whether a mineral falls from a supersaturated water near 25 °C within days, and why not where it does not. */
export interface FormationPace {
  readonly pace: "days" | "slow";
  /** Reason for `slow`; empty for `days`. */
  readonly why: string;
}

const fast: FormationPace = { pace: "days", why: "" };
const slow = (why: string): FormationPace => ({ pace: "slow", why });

const named: readonly (readonly [RegExp, string])[] = [
  [/^(Dolomite|Huntite|Magnesite|Ankerite)/i, "magnesium sheds its water too slowly"],
  [
    /^(Goethite|Lepidocrocite|Hematite|Maghemite|Magnetite|Fe3\(OH\)8|Diaspore|Boehmite|Gibbsite|Fe\(OH\)2\.7Cl\.3)/i,
    "grows by ageing of the fresh hydroxide, weeks to years",
  ],
  [
    /^(Pyrolusite|Birnessite|Nsutite|Bixbyite|Hausmannite|Manganite|Todorokite)/i,
    "oxidation of manganese takes months below pH 9, without bacteria",
  ],
  [
    /^(Jarosite|Jarosite-.*|JarositeH|Natrojarosite|Alunite|Plumbojarosite)/i,
    "weeks and more near 25 °C; in days with bacteria or above 60 °C",
  ],
  [/^(Scorodite|Strengite|Variscite)/i, "amorphous forerunners fall first; crystals want heat"],
  [/^(Plattnerite|Minium|CeO2|Cerianite)/i, "oxidation by air is slow"],
  [/^(SiO2\(a\)|Silicagel|Silica\(am\))/i, "silica gels over weeks"],
];

/**
 * Pace of formation of a mineral: slow are silicates, native elements, sulfides (they need sulfate reduced), anhydrous oxides,
 * what the list of names says, and a hydroxide or oxide beside a more soluble one of the same metal, which falls first (Ostwald's
 * rule of stages). A judgement for mine waters near 25 °C within days, no rate law: seeds, bacteria and heat change it.
 * @see Stumm and Morgan (1996), Aquatic Chemistry, 3rd ed., ch. 13; Nordstrom and Alpers (1999), Rev. Econ. Geol. 6A, ch. 6
 */
export function formationPace(database: ChemistryDatabase, phase: ChemicalPhase): FormationPace {
  const { elements, name } = phase;
  const others = [...elements.keys()].filter((element) => element !== "O" && element !== "H");
  for (const [pattern, why] of named) if (pattern.test(name)) return slow(why);
  if (elements.has("Si")) return slow("silicates crystallise over years");
  if (elements.size === 1) return slow("a native element; the water must be reduced first");
  const hasOxygen = elements.has("O");
  if (elements.has("S") && !hasOxygen)
    return slow("sulfides fall only where sulfide is there; sulfate is not reduced without bacteria");
  const isOxide = hasOxygen && others.every((element) => isMetal(database, element));
  if (!isOxide) return fast;
  if (!elements.has("H")) return slow("an anhydrous oxide; the hydroxide falls first and ages");
  const forerunner = others.length === 1 ? moreSoluble(database, phase, others[0]) : null;
  return forerunner === null ? fast : slow(`${forerunner} falls first and ages to it`);
}

const nonMetals = new Set(["C", "N", "P", "S", "Se", "As", "Cl", "F", "Br", "I", "B", "Si", "V", "Mo", "W", "Cr"]);

function isMetal(database: ChemistryDatabase, element: string): boolean {
  return database.atomicWeights.has(element) && !nonMetals.has(element);
}

/** A hydroxide of the same metal and valence that a higher ion product holds: more than half a unit per mole of metal. */
function moreSoluble(database: ChemistryDatabase, phase: ChemicalPhase, metal: string): string | null {
  const own = perMetal(phase, metal);
  if (own === null) return null;
  let best: string | null = null;
  let most = own.logK + 0.5;
  for (const other of database.phases.values()) {
    if (other.name === phase.name || !other.elements.has("H")) continue;
    if ([...other.elements.keys()].some((element) => element !== metal && element !== "O" && element !== "H")) continue;
    const its = perMetal(other, metal);
    if (its === null || its.ion !== own.ion || Math.abs(its.protons - own.protons) > 1e-9 || its.logK <= most) continue;
    best = other.name;
    most = its.logK;
  }
  return best;
}

/** log K of dissolution in acid for a mole of metal, with the ion it gives and the protons it takes. */
function perMetal({ reaction, elements, logK }: ChemicalPhase, metal: string) {
  const count = elements.get(metal) ?? 0;
  const protons = reaction.get("H+") ?? 0;
  const ion = [...reaction.keys()].find((name) => name !== "H+" && name !== "H2O");
  const isPlain = reaction.size === 3 && reaction.has("H2O") && protons < 0 && ion !== undefined;
  return isPlain && count > 0 ? { ion, protons: protons / count, logK: log10K(logK, 298.15) / count } : null;
}
