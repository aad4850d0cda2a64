import type { Issue } from "../../evidence/issue.ts";
import { parseReaction } from "./reactionText.ts";
import { readPhreeqcDatabase } from "./readPhreeqcDatabase.ts";
import type { ChemistryDatabase } from "./chemistryModel.ts";

/**
 * Reads constants listed as JSON: `reactions` (or any list under its own name, several of which are read) of
 * `{ kind: "aqueous" | "phase", reaction, log_k, delta_h_kJ?, analytic?, gamma?: [å, b], llnl_gamma?: [å], name? }`.
 * Master species are those written as `Ca+2 = Ca+2`, named by their element; what a list leaves to another comes from `base`.
 * Issues: `chemistry.not-json`, `chemistry.bad-entry` and those of `readPhreeqcDatabase`.
 *
 * @param base text of a PHREEQC database with the master species the list does not name
 */
export function readConstantsJson(
  text: string,
  name: string,
  atomicWeights: ReadonlyMap<string, number>,
  base = "",
): ChemistryDatabase {
  const issues: Issue[] = [];
  let document: unknown = null;
  try {
    document = JSON.parse(text);
  } catch {
    issues.push({
      path: name,
      code: "chemistry.not-json",
      severity: "error",
      message: "the file is no JSON; repair it",
    });
  }
  const masters: string[] = [];
  const species: string[] = [];
  const phases: string[] = [];
  if (typeof document === "object" && document !== null)
    for (const [key, list] of Object.entries(document)) {
      if (!Array.isArray(list)) continue;
      list.forEach((entry: unknown, i) => {
        const line = entryLine(entry);
        if (line === null) {
          issues.push({
            path: `${name}, ${key}[${i}]`,
            code: "chemistry.bad-entry",
            severity: "warning",
            message: "an entry needs kind, reaction and log_k; left out",
          });
          return;
        }
        if (line.kind === "phase") phases.push(line.name, line.text);
        else {
          species.push(line.text);
          if (line.master !== null) masters.push(line.master);
        }
      });
    }
  const parts = [base, "SOLUTION_MASTER_SPECIES", ...masters, "SOLUTION_SPECIES", ...species, "PHASES", ...phases];
  const database = readPhreeqcDatabase(parts.join("\n"), name, atomicWeights);
  return { ...database, issues: [...issues, ...database.issues] };
}

function entryLine(entry: unknown): { kind: string; name: string; text: string; master: string | null } | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { kind, reaction, log_k, delta_h_kJ, analytic, gamma, llnl_gamma, name } = entry as Record<string, unknown>;
  if (typeof reaction !== "string" || typeof log_k !== "number" || /[;#\n]/.test(reaction)) return null;
  const parts = [reaction, `log_k ${log_k}`];
  if (typeof delta_h_kJ === "number") parts.push(`delta_h ${delta_h_kJ} kJ`);
  if (Array.isArray(analytic)) parts.push(`analytic ${analytic.join(" ")}`);
  if (Array.isArray(gamma)) parts.push(`gamma ${gamma.join(" ")}`);
  if (Array.isArray(llnl_gamma)) parts.push(`-llnl_gamma ${llnl_gamma.join(" ")}`);
  const isPhase = kind === "phase";
  if (isPhase && (typeof name !== "string" || /[\s;#=]/.test(name))) return null;
  return {
    kind: isPhase ? "phase" : "aqueous",
    name: String(name),
    text: parts.join("; "),
    master: isPhase ? null : masterLine(reaction),
  };
}

/** `Ca+2 = Ca+2` says that calcium is counted by Ca+2. */
function masterLine(reaction: string): string | null {
  try {
    const { left, right } = parseReaction(reaction);
    if (left.length !== 1 || right.length !== 1 || left[0][0] !== right[0][0]) return null;
    const species = left[0][0];
    if (species === "e-") return null;
    if (species === "H2O") return "O H2O 0 O 16.0";
    const element = /^[A-Z][a-z]?/.exec(species.replace(/^H\d*(?=[A-Z])/, ""))?.[0];
    return element === undefined ? null : `${element} ${species} ${element === "H" ? -1 : 0} ${element}`;
  } catch {
    return null;
  }
}
