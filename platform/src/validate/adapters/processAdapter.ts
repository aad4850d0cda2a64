import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";

/** One model of a category: it answers every case that gives the inputs it needs. */
export interface InputModel {
  readonly doc: string;
  readonly needs: readonly string[];
  readonly run: (inputs: CaseInputs) => Answers | Promise<Answers>;
}

/** An adapter whose cases name no quantity: what is given decides which models answer. */
export function adapterByInputs(category: string, models: readonly InputModel[]): CategoryAdapter {
  const run = async (inputs: CaseInputs): Promise<Answers> => {
    const fitting = models.filter(({ needs }) => needs.every((key) => inputs.has(key)));
    // Without a model for these inputs nothing is computed: every expected value is told as not covered.
    const answers: Record<string, unknown> = {};
    for (const model of fitting) Object.assign(answers, await model.run(inputs));
    return answers;
  };
  return { category, quantities: { "": { doc: models.map(({ doc }) => doc).join("; "), run } } };
}

type Fields = Readonly<Record<string, unknown>>;

/** An object of the inputs. */
export function fieldsOf(inputs: CaseInputs, key: string): Fields {
  const value = inputs.raw(key);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CaseInputError(`input ${key} must be an object`);
  return value as Fields;
}

/** A list of objects of the inputs. */
export function recordsOf(inputs: CaseInputs, key: string): Fields[] {
  const value = inputs.raw(key);
  if (!Array.isArray(value)) throw new CaseInputError(`input ${key} must be a list of objects`);
  return value as Fields[];
}

/** A number of an object. */
export function numberOf(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== "number") throw new CaseInputError(`input ${key} must be a number`);
  return value;
}

/** Everything that the source of a case says, in one text: equations, constants printed in an abstract. */
export function sourceText(inputs: CaseInputs): string {
  return JSON.stringify(inputs.raw("source") ?? "");
}

/** A number that stands behind a word in the source, e.g. `Ea 45.28`. */
export function numberInSource(inputs: CaseInputs, pattern: RegExp, what: string): number {
  const match = pattern.exec(sourceText(inputs));
  if (match === null) throw new CaseInputError(`neither the inputs nor the source give ${what}`);
  return Number(match[1]);
}

/** Names under which the case expects values. */
export function askedOf(inputs: CaseInputs): string[] {
  const asked = inputs.raw("asked");
  return Array.isArray(asked) ? asked.filter((key) => typeof key === "string") : [];
}

/** Numbers of an object by name. */
export function numbersByName(inputs: CaseInputs, key: string): ReadonlyMap<string, number> {
  return new Map(inputs.numbers(key));
}
