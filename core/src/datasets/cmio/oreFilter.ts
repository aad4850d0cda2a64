/** What the reader keeps; every class left out is counted by name. */
export interface OreFilterOptions {
  /** Values of SAMPLE_DEPOSIT_RELATION that count as ore, lower case. */
  readonly relations: readonly string[];
  /** Values of MATERIAL_CLASS that count as ore when the relation says ore, lower case. */
  readonly materials: readonly string[];
  /** Also keep rows whose relation or material class is unknown or blank, if they are rock by material class. */
  readonly includeUnknown: boolean;
}

/**
 * Ore by its own label. Regolith and sediment count only because the relation already says ore: lateritic and
 * placer ores are of these classes. Unknown relation is left out: such rows include rock hundreds of metres from ore.
 */
export const defaultOreFilter: OreFilterOptions = {
  relations: ["high grade ore", "medium grade ore", "low grade ore", "ore"],
  materials: ["rock", "ore", "mineralisation", "mineralization", "regolith", "sediment"],
  includeUnknown: false,
};

const knownRelations = ["gangue", "alteration halo", "host rock"];
const knownMaterials = [
  "rock",
  "regolith",
  "sediment",
  "soil",
  "concentrate",
  "tailings",
  "slag",
  "mineral",
  "water",
  "biota",
];
const rockMaterials = ["rock", "ore", "mineralisation", "mineralization"];
const unknownWords = ["", "unknown", "not known", "not recorded", "unspecified"];
const processed = /\b(concentrate|tailings?|slag|mineral separate|standard|blank|slimes?|soil|water)\b/;

/** Words as the table writes them, made comparable. */
export function comparable(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Why a row is left out, or null when it is ore. The reason names the column and the class.
 * @param relation SAMPLE_DEPOSIT_RELATION
 * @param material MATERIAL_CLASS
 * @param sampleType SAMPLE_TYPE; empty when the column is absent
 * @param depositType DEPOSIT_TYPE
 */
export function whyLeftOut(
  relation: string,
  material: string,
  sampleType: string,
  depositType: string,
  options: OreFilterOptions,
): string | null {
  const relationWord = comparable(relation);
  const materialWord = comparable(material);
  const isOre = options.relations.includes(relationWord);
  if (!isOre) {
    if (!unknownWords.includes(relationWord))
      return `relation: ${knownRelations.includes(relationWord) ? relationWord : "other"}`;
    if (!options.includeUnknown) return "relation: unknown";
  }
  if (unknownWords.includes(materialWord)) {
    if (!options.includeUnknown) return "material: unknown";
  } else if (!options.materials.includes(materialWord) || (!isOre && !rockMaterials.includes(materialWord)))
    return `material: ${knownMaterials.includes(materialWord) ? materialWord : "other"}`;
  const product = processed.exec(comparable(sampleType));
  if (product !== null) return `sample type: ${product[1]}`;
  if (unknownWords.includes(comparable(depositType))) return "deposit type: missing";
  return null;
}
