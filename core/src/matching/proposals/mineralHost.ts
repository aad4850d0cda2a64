import { readFormula } from "../../process/streams/formula.ts";
import { minerals } from "../../process/streams/minerals.ts";
import type { Host } from "../wasteProfile.ts";

const oxides = ["goethite", "ferrihydrite"];

/** Host class of a mineral of the table by its formula: sulfur without oxygen is a sulfide, and so on. */
export function mineralHost(id: string): Host {
  const formula = minerals.get(id)?.formula ?? id;
  const { atoms } = readFormula(formula);
  if (oxides.includes(id)) return "iron oxyhydroxide";
  if (atoms.has("S") && atoms.has("O")) return "sulfate";
  if (atoms.has("S") || (atoms.has("As") && !atoms.has("O"))) return "sulfide";
  if (atoms.has("C")) return "carbonate";
  if (atoms.has("P")) return "phosphate";
  if (atoms.has("Si")) return "silicate";
  return atoms.has("O") ? "oxide" : "metal";
}
