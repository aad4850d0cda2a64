/** What a chemical formula holds: moles of each element and the charge of the whole. */
export interface ParsedFormula {
  readonly elements: Map<string, number>;
  readonly charge: number;
}

/** A formula that cannot be read: where in it, and what is allowed. */
export class FormulaError extends Error {
  readonly code = "chemistry.bad-formula";
  constructor(formula: string, reason: string) {
    super(`formula "${formula.slice(0, 60)}": ${reason}`);
    this.name = "FormulaError";
  }
}

/** Bounds on a formula: text from a file may nest without end. */
const limits = { length: 200, depth: 8, count: 1000 } as const;

const element = /^([A-Z][a-z_]*|\[[^\]]{1,20}\])/;
const amount = /^(\d+\.?\d*|\.\d+)/;
const chargeAtEnd = /([+-]+)(\d+\.?\d*)?$/;

/**
 * Elements and charge of a formula as chemists and PHREEQC files write it: `Ca5(PO4)3OH`, `CaSO4:2H2O`, `UO2(CO3)3-4`,
 * `Fe++`, `K0.6Mg0.25Al2.3Si3.5O10(OH)2`, `Hfo_sOH2+`, `e-`. An element is a capital with small letters and underscores after it.
 *
 * @throws {FormulaError} empty, too long, unbalanced brackets, or a character that starts no element
 */
export function parseFormula(formula: string): ParsedFormula {
  const text = formula.trim();
  if (text === "" || text.length > limits.length)
    throw new FormulaError(formula, `expected 1 to ${limits.length} characters`);
  if (/^e-1?$/i.test(text)) return { elements: new Map(), charge: -1 };
  const sign = chargeAtEnd.exec(text);
  const charge = sign ? chargeOf(sign) : 0;
  const body = sign ? text.slice(0, sign.index) : text;
  const elements = new Map<string, number>();
  for (const part of body.split(/[:·*]/)) {
    const lead = amount.exec(part);
    const rest = lead ? part.slice(lead[0].length) : part;
    const end = group(rest, 0, lead ? Number(lead[0]) : 1, elements, 0, formula);
    if (end !== rest.length) throw new FormulaError(formula, `unexpected ")" in "${part}"`);
  }
  return { elements, charge };
}

function chargeOf([, signs = "", digits]: RegExpExecArray): number {
  const unit = signs[0] === "+" ? 1 : -1;
  return digits === undefined ? unit * signs.length : unit * Number(digits);
}

/** Adds what stands from `start` to the closing bracket (or the end) `times`; returns where it stopped. */
function group(
  text: string,
  start: number,
  times: number,
  elements: Map<string, number>,
  depth: number,
  formula: string,
): number {
  if (depth > limits.depth) throw new FormulaError(formula, `brackets nest deeper than ${limits.depth}`);
  let at = start;
  while (at < text.length && text[at] !== ")") {
    if (text[at] === "(") {
      const inside = new Map<string, number>();
      const close = group(text, at + 1, 1, inside, depth + 1, formula);
      if (text[close] !== ")") throw new FormulaError(formula, "a bracket is not closed");
      const number = amount.exec(text.slice(close + 1));
      for (const [name, count] of inside) add(elements, name, count * times * countOf(number, formula));
      at = close + 1 + (number?.[0].length ?? 0);
      continue;
    }
    const found = element.exec(text.slice(at));
    if (found === null) throw new FormulaError(formula, `"${text.slice(at, at + 8)}" starts no element`);
    const number = amount.exec(text.slice(at + found[0].length));
    add(elements, found[0], times * countOf(number, formula));
    at += found[0].length + (number?.[0].length ?? 0);
  }
  return at;
}

function countOf(number: RegExpExecArray | null, formula: string): number {
  const count = number === null ? 1 : Number(number[0]);
  if (!(count >= 0 && count <= limits.count))
    throw new FormulaError(formula, `a count must lie in 0-${limits.count}, got ${count}`);
  return count;
}

function add(elements: Map<string, number>, name: string, count: number): void {
  elements.set(name, (elements.get(name) ?? 0) + count);
}

/**
 * Mass of a mole of a formula in grams.
 * @param atomicWeights g/mol by element symbol
 * @returns NaN when an element has no weight in the table
 */
export function gramsPerMol(formula: string, atomicWeights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [name, count] of parseFormula(formula).elements) sum += count * (atomicWeights.get(name) ?? Number.NaN);
  return sum;
}
