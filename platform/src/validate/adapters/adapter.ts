import type { CaseInputs } from "../caseInputs.ts";

/** What a quantity computes: values by the key under which a case expects them; lists and objects are read by path. */
export type Answers = Readonly<Record<string, unknown>>;

/** One computable quantity of a category. */
export interface Quantity {
  /** Inputs with units, and the keys of the answer. */
  readonly doc: string;
  /** @throws {RangeError | Error} the inputs are refused by the function behind it: the case fails with its message */
  readonly run: (inputs: CaseInputs) => Answers | Promise<Answers>;
}

/** Maps the cases of one category to public functions of the core. */
export interface CategoryAdapter {
  readonly category: string;
  readonly quantities: Readonly<Record<string, Quantity>>;
}
