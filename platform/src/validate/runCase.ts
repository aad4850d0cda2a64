import type { CategoryAdapter } from "./adapters/adapter.ts";
import type { ReferenceCase } from "./caseFile.ts";
import { CaseInputs } from "./caseInputs.ts";
import { foldedKey, type Leaf, leavesOf } from "./leaves.ts";
import { agrees, toleranceFor, toleranceText } from "./tolerance.ts";
import type { ValidationRow } from "./validationRow.ts";

/** Bound on one cell of output: an input may quote a book. */
const longestText = 200;

/**
 * Runs one case: a row per expected value. A category or quantity without an adapter, or a key that the quantity does not
 * give, is `not covered`. Refused inputs, missing expected values and NaN fail.
 * @throws {LeafLimitError} the expected values are too many or nested too deep
 */
export async function runCase(
  reference: ReferenceCase,
  adapters: readonly CategoryAdapter[],
): Promise<ValidationRow[]> {
  const { id: caseId, category } = reference;
  const adapter = adapters.find((candidate) => foldedKey(candidate.category) === foldedKey(category));
  const quantity = adapter && quantityOf(adapter, reference.quantity);
  if (reference.expected === undefined || reference.expected === null) {
    const [outcome, expected] = quantity
      ? (["fail", "missing; the case states no expected value"] as const)
      : (["not covered", "no cases[] or expected values of a known form"] as const);
    return [{ caseId, key: "(whole case)", got: "-", expected, tolerance: "", outcome }];
  }
  const expected = leavesOf(reference.expected);
  if (quantity === undefined)
    return [...expected].map(([key, value]) => ({
      caseId,
      key,
      got: "-",
      expected: shown(value),
      tolerance: "",
      outcome: "not covered",
    }));
  let answers: Map<string, Leaf>;
  try {
    answers = new Map(
      [...leavesOf(await quantity.run(new CaseInputs(reference.inputs, reference.shared, [...expected.keys()])))].map(
        ([key, value]) => [foldedKey(key), value],
      ),
    );
  } catch (refusal) {
    const message = refusal instanceof Error ? refusal.message : String(refusal);
    return [...expected].map(([key, value]) => ({
      caseId,
      key,
      got: `refused: ${message}`.slice(0, longestText),
      expected: shown(value),
      tolerance: "",
      outcome: "fail",
    }));
  }
  return [...expected].map(([key, value]) => rowOf(reference, key, value, answers));
}

function quantityOf(adapter: CategoryAdapter, name: string) {
  const wanted = foldedKey(name);
  return Object.entries(adapter.quantities).find(([known]) => foldedKey(known) === wanted)?.[1];
}

function rowOf(
  reference: ReferenceCase,
  key: string,
  expected: Leaf,
  answers: ReadonlyMap<string, Leaf>,
): ValidationRow {
  const got = answers.get(foldedKey(key));
  const row = { caseId: reference.id, key, expected: shown(expected) };
  if (got === undefined) return { ...row, got: "-", tolerance: "", outcome: "not covered" };
  const tolerance = toleranceFor(key, reference.tolerances);
  return {
    ...row,
    got: shown(got),
    tolerance: typeof expected === "number" ? toleranceText(tolerance) : "",
    outcome: agrees(got, expected, tolerance) ? "pass" : "fail",
  };
}

function shown(value: Leaf): string {
  if (value === null) return "nothing";
  if (typeof value === "number") return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : String(value);
  return String(value).slice(0, longestText);
}
