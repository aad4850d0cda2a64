import type { Issue } from "@relode/core/evidence";
import { foldedKey } from "./leaves.ts";

/** A case as the file gives it. */
export interface ReferenceCase {
  readonly id: string;
  /** Subject of its file; decides the adapter. */
  readonly category: string;
  /** Undefined where the case has no expected values under a name we know. */
  readonly expected: unknown;
  readonly inputs: unknown;
  /** What the file says for all its cases (`parameters`, `model`, `equations`), the source of the case, measured columns, and the names of what is asked. */
  readonly shared: Readonly<Record<string, unknown>>;
  /** Name of what is computed: `quantity` in the inputs or the case, or its `kind`; empty when not named. */
  readonly quantity: string;
  /** Statements of tolerance, the case's own before its file's. */
  readonly tolerances: readonly unknown[];
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads the text of a reference file: `title`, `category`, `cases[]` with `inputs`, `expected` (or `published`, with the
 * numbers of `test`), `tolerance`
 * (or `tolerance_rel`, `tolerance_abs`). A file without `cases` but with `expected` is one case. A file without `category`
 * takes its name; a JSON file of any other form gives one case without expected values, so that it is told, not passed over.
 * Issues: `validate.not-json`, `validate.not-an-object`, `validate.bad-case`, `validate.no-cases`, `validate.duplicate-id`.
 *
 * @param stem name of the file without folder and extension
 */
export function readCaseFile(text: string, path: string, stem: string): { cases: ReferenceCase[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const report = (where: string, code: string, message: string, severity: Issue["severity"] = "error") =>
    issues.push({ path: where, code, severity, message });
  let file: unknown;
  try {
    file = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : "unknown reason";
    report(path, "validate.not-json", `not JSON (${reason}); repair the file`);
    return { cases: [], issues };
  }
  if (!isFields(file)) {
    report(path, "validate.not-an-object", "the file holds no JSON object; expected title, category and cases[]");
    return { cases: [], issues };
  }
  const category = typeof file.category === "string" && file.category.trim() !== "" ? file.category.trim() : stem;
  const ofFile = [file.tolerance, file];
  const listed = file.cases;
  const one = (fields: Fields, id: string): ReferenceCase => ({
    id,
    category,
    expected: withoutMeasured(fields.expected ?? withTest(fields)),
    inputs: inputsOf(fields, listed),
    shared: sharedBy(file, fields),
    quantity: nameOf(fields),
    tolerances: fields === file ? ofFile : [fields.tolerance, fields, ...ofFile],
  });
  if (file.cases === undefined) return { cases: [one(file, stem)], issues };
  if (!Array.isArray(file.cases)) {
    report(`${path}, cases`, "validate.bad-case", "cases is not a list; write cases: [ {id, inputs, expected} ]");
    return { cases: [], issues };
  }
  if (file.cases.length === 0) report(`${path}, cases`, "validate.no-cases", "the list of cases is empty", "warning");
  const seen = new Set<string>();
  const cases = file.cases.flatMap((entry: unknown, i) => {
    if (!isFields(entry)) {
      report(`${path}, cases[${i}]`, "validate.bad-case", "a case is not an object with id, inputs and expected");
      return [];
    }
    const id = typeof entry.id === "string" || typeof entry.id === "number" ? String(entry.id) : `${stem}[${i}]`;
    if (seen.has(id))
      report(
        `${path}, cases[${i}]`,
        "validate.duplicate-id",
        `id ${id} occurs twice; rows cannot be told apart`,
        "warning",
      );
    seen.add(id);
    return [one(entry, id)];
  });
  return { cases, issues };
}

/** A column `..._measured` is data that a model is held against: it goes to the adapter and is no expected result. */
const isMeasured = (key: string) => foldedKey(key).endsWith("measured");

function withoutMeasured(expected: unknown): unknown {
  if (!isFields(expected)) return expected;
  const entries = Object.entries(expected);
  return entries.some(([key]) => isMeasured(key))
    ? Object.fromEntries(entries.filter(([key]) => !isMeasured(key)))
    : expected;
}

function sharedBy(file: Fields, fields: Fields): Fields {
  const { cases: _cases, ...ofFile } = file;
  const objects = [file.model, file.parameters].filter(isFields);
  const measured = isFields(fields.expected) ? Object.entries(fields.expected).filter(([key]) => isMeasured(key)) : [];
  return Object.assign({}, ofFile, ...objects, Object.fromEntries(measured), {
    source: fields.source ?? file.source,
    asked: isFields(fields.expected) ? Object.keys(fields.expected) : [],
  });
}

/** Published results, and the numbers that a `test` block derives from the inputs; words alone state no value. */
function withTest(fields: Fields): unknown {
  if (!isFields(fields.test)) return fields.published;
  const derived = Object.entries(fields.test).filter(([, value]) => typeof value !== "string");
  const published = isFields(fields.published) ? fields.published : {};
  return derived.length === 0 ? fields.published : { ...published, ...Object.fromEntries(derived) };
}

/** Inputs of a case; `same_as` takes those of another case of the file first, one step deep. */
function inputsOf(fields: Fields, cases: unknown): unknown {
  const own = fields.inputs;
  if (!isFields(own) || typeof own.same_as !== "string" || !Array.isArray(cases)) return own;
  const other = cases.filter(isFields).find((candidate) => candidate.id === own.same_as);
  return other !== undefined && isFields(other.inputs) ? { ...other.inputs, ...own } : own;
}

function nameOf(fields: Fields): string {
  const inputs = isFields(fields.inputs) ? fields.inputs : {};
  const named = Object.entries(inputs).find(([key]) => foldedKey(key) === "quantity")?.[1];
  const name = [named, fields.quantity, fields.kind].find((value) => typeof value === "string");
  return typeof name === "string" ? name : "";
}
