import type { Issue } from "../evidence/issue.ts";
import { DocumentFields } from "./documentFields.ts";
import type { Project } from "./project.ts";
import { compileProject } from "./projectKernel.ts";
import { factorsWith } from "./projectKeys.ts";
import type { AccountCost } from "./readCapital.ts";
import { readProject } from "./readProject.ts";

/** A named set of values and the value of the project with it. */
export interface ScenarioValue {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  readonly npv: number;
}

/** Reads `scenarios: [{ name, set: { "price.Co": 20 } }]` and values each, the rest at the base. Unknown keys are issues. */
export function scenarioValues(
  document: unknown,
  name: string,
  project: Project,
): { values: ScenarioValue[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const kernel = compileProject(project);
  const values = new DocumentFields(document, name, issues).list("scenarios", 200).flatMap((fields) => {
    const label = fields.text("name");
    const set = fields.byName("set", {});
    fields.tellUnknown();
    try {
      return [{ name: label, values: Object.fromEntries(set), npv: kernel.run(factorsWith(project, set)) }];
    } catch (refusal) {
      if (!(refusal instanceof RangeError)) throw refusal;
      fields.fault("set", "economics.no-key", refusal.message);
      return [];
    }
  });
  return { values, issues };
}

/** Another way to build or sell: where along the chain of value to stop, which process, which contract. */
export interface AlternativeProject {
  readonly name: string;
  readonly project: Project;
}

/**
 * Reads `alternatives: [{ name, replace: { products, capital, operating, ... } }]`: each is the document with whole sections
 * replaced, read by the same rules, so that a concentrate, a precipitate, an oxide and a metal stand side by side.
 */
export function readAlternatives(
  document: unknown,
  name: string,
  accounts: readonly AccountCost[] = [],
): { alternatives: AlternativeProject[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const base = typeof document === "object" && document !== null ? document : {};
  const alternatives = new DocumentFields(document, name, issues).list("alternatives", 50).flatMap((fields) => {
    const label = fields.text("name");
    const replace = fields.raw("replace");
    fields.tellUnknown();
    if (typeof replace !== "object" || replace === null || Array.isArray(replace)) {
      fields.fault(
        "replace",
        "economics.not-an-object",
        "must be an object of whole sections, e.g. { products, capital }",
      );
      return [];
    }
    const read = readProject({ ...base, ...replace }, `${fields.path}.replace`, accounts);
    issues.push(...read.issues.filter(({ severity }) => severity === "error"));
    return read.project === null ? [] : [{ name: label, project: read.project }];
  });
  return { alternatives, issues };
}
