import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers, Quantity } from "./adapter.ts";

/** What is computed when a case holds certain inputs. */
export interface KeyRule {
  /** All of these inputs are there. */
  readonly needs: readonly string[];
  readonly doc: string;
  readonly run: Quantity["run"];
}

/** A quantity for cases that name none: the first rule whose inputs are all there. */
export function byKeys(rules: readonly KeyRule[]): Quantity {
  return {
    doc: rules.map(({ needs, doc }) => `${needs.join(", ") || "no inputs"}: ${doc}`).join("; "),
    run: (inputs: CaseInputs): Answers | Promise<Answers> => {
      const rule = rules.find(({ needs }) => needs.every((key) => inputs.has(key)));
      if (rule === undefined)
        throw new CaseInputError(
          `no rule for these inputs; known sets: ${rules.map(({ needs }) => needs.join("+")).join(", ")}`,
        );
      return rule.run(inputs);
    },
  };
}

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object. @throws {CaseInputError} it is none */
export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CaseInputError(`input ${where} must be an object`);
  return value as Fields;
}

/** A number of an object. @throws {CaseInputError} it is none */
export function numberOf(fields: Fields, key: string, where: string): number {
  const value = fields[key];
  if (typeof value !== "number") throw new CaseInputError(`input ${where}.${key} must be a number`);
  return value;
}
