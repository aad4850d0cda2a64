import exceljs, { type Cell, type CellFormulaValue, type CellHyperlinkValue, type CellRichTextValue } from "exceljs";

// The package is CommonJS: Node gives its names only through the default import.
const { ValueType } = exceljs;

/** One spreadsheet cell as table text, with what must be said about it. */
export interface CellReading {
  readonly text: string;
  readonly fromFormula: boolean;
  /** The text is a date, year-month-day. */
  readonly isDate?: boolean;
  /** Why the cell cannot be used; null when it can. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

const sound = (text: string, fromFormula = false): CellReading => ({ text, fromFormula, refusal: null });
const refused = (code: string, message: string): CellReading => ({
  text: "",
  fromFormula: false,
  refusal: { code, message },
});

/**
 * Reads one cell: text as it is, a number with all its digits, a formula by the value that was stored with it.
 * Percent cells, dates (unless asked for as text), truth values and errors are refused, since what they hold is not what they show.
 */
export function readCell(cell: Cell, datesAsText = false): CellReading {
  switch (cell.type) {
    case ValueType.Null:
    case ValueType.Merge:
      return sound("");
    case ValueType.String:
    case ValueType.SharedString:
      return sound(cell.value as string);
    case ValueType.Number:
      return numberReading(cell.value as number, cell.numFmt, false);
    case ValueType.Date:
      return dateReading(cell.value as Date, datesAsText);
    case ValueType.Hyperlink:
      return sound(plainText((cell.value as CellHyperlinkValue).text));
    case ValueType.RichText:
      return sound(plainText(cell.value as CellRichTextValue));
    case ValueType.Boolean:
      return booleanRefusal(cell.value as boolean);
    case ValueType.Error:
      return errorRefusal((cell.value as { error: string }).error);
    case ValueType.Formula:
      return formulaReading(cell.value as CellFormulaValue, cell.numFmt, datesAsText);
    default:
      return refused("table.unknown-cell", "cell holds a kind of value that is not known; type it as text or number");
  }
}

function formulaReading(formula: CellFormulaValue, numFmt: string | undefined, datesAsText: boolean): CellReading {
  const { result } = formula;
  if (result === undefined || result === null)
    return refused(
      "table.formula-without-value",
      `formula has no stored value; open the file in a spreadsheet program and save it, or paste the values`,
    );
  if (typeof result === "number") return numberReading(result, numFmt, true);
  if (typeof result === "string") return sound(result, true);
  if (typeof result === "boolean") return booleanRefusal(result);
  if (result instanceof Date) return dateReading(result, datesAsText);
  return errorRefusal(result.error);
}

function numberReading(value: number, numFmt: string | undefined, fromFormula: boolean): CellReading {
  if (!Number.isFinite(value)) return refused("table.not-finite", "cell holds a number that is not finite");
  // Quoted text and escaped characters of a number format are literals: "0.0\%" shows a sign but does not scale.
  const format = (numFmt ?? "").replaceAll(/"[^"]*"|\\./g, "");
  if (format.includes("%"))
    return refused(
      "table.percent-cell",
      `cell is formatted as a percentage and holds ${value}; format it as a plain number in the unit of the column`,
    );
  return sound(String(value), fromFormula);
}

function dateReading(value: Date, asText: boolean): CellReading {
  if (asText && Number.isFinite(value.getTime())) return { ...sound(value.toISOString().slice(0, 10)), isDate: true };
  const shown = Number.isFinite(value.getTime()) ? value.toISOString().slice(0, 10) : "an invalid date";
  return refused(
    "table.date-cell",
    `cell is formatted as a date (${shown}); format it as text or number and type what is meant`,
  );
}

function booleanRefusal(value: boolean): CellReading {
  return refused("table.boolean-cell", `cell holds ${value ? "TRUE" : "FALSE"}; write 1 or 0, or the word as text`);
}

function errorRefusal(error: string): CellReading {
  return refused("table.error-cell", `cell shows the error ${error}; correct the formula or leave the cell blank`);
}

function plainText(value: string | CellRichTextValue): string {
  if (typeof value === "string") return value;
  return value.richText.map((piece) => piece.text).join("");
}
