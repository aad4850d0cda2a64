import { atomicWeightsGPerMol } from "./atomicWeights.ts";

/** Atoms of each element in one formula unit, and its charge. */
export interface Composition {
  readonly atoms: ReadonlyMap<string, number>;
  readonly charge: number;
}

/** A chemical formula that cannot be read. */
export class FormulaError extends RangeError {
  readonly code = "process.formula";
}

const longest = 200;

/**
 * Reads a chemical formula: element symbols, counts (also fractions), brackets, hydrates after `·` or `*`, and a charge
 * at the end as `+`, `-2`, `+3` or `2-` after `^`. `Al2(C2O4)3·10H2O`, `Fe0.9S`, `SO4-2`, `UO2^2+`.
 * @throws {FormulaError} unknown element, unbalanced bracket, an empty or overlong formula
 */
export function readFormula(text: string): Composition {
  if (text.length === 0 || text.length > longest)
    throw new FormulaError(`formula "${text.slice(0, 40)}": must hold 1 to ${longest} characters, got ${text.length}`);
  const [body, charge] = splitCharge(text);
  const atoms = new Map<string, number>();
  for (const part of body.split(/[·*]/)) {
    const lead = /^\d+(\.\d+)?(?=[A-Z(])/.exec(part);
    const times = lead === null ? 1 : Number(lead[0]);
    addGroup(lead === null ? part : part.slice(lead[0].length), times, text, atoms);
  }
  return { atoms, charge };
}

function splitCharge(text: string): [string, number] {
  const caret = /^(.*)\^(\d*)([+-])$/.exec(text);
  if (caret !== null) return [caret[1], Number(caret[2] || 1) * (caret[3] === "+" ? 1 : -1)];
  const plain = /^(.*?)([+-])(\d*)$/.exec(text);
  if (plain !== null) return [plain[1], Number(plain[3] || 1) * (plain[2] === "+" ? 1 : -1)];
  return [text, 0];
}

function addGroup(part: string, times: number, whole: string, atoms: Map<string, number>): void {
  const stack: Map<string, number>[] = [new Map()];
  const pattern = /([A-Z][a-z]?)(\d*\.?\d*)|(\()|(\))(\d*\.?\d*)/y;
  let at = 0;
  while (at < part.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(part);
    if (match === null) throw new FormulaError(`formula ${whole}: cannot read "${part.slice(at, at + 10)}"`);
    const [all, symbol, count, open, close, many] = match;
    const top = stack[stack.length - 1];
    if (symbol !== undefined) {
      if (!atomicWeightsGPerMol.has(symbol)) throw new FormulaError(`formula ${whole}: no element ${symbol}`);
      top.set(symbol, (top.get(symbol) ?? 0) + Number(count || 1));
    } else if (open !== undefined) stack.push(new Map());
    else if (close !== undefined) {
      if (stack.length < 2) throw new FormulaError(`formula ${whole}: a bracket closes that was not opened`);
      const inner = stack.pop() ?? new Map<string, number>();
      const outer = stack[stack.length - 1];
      for (const [element, n] of inner) outer.set(element, (outer.get(element) ?? 0) + n * Number(many || 1));
    }
    at += all.length;
  }
  if (stack.length !== 1 || stack[0].size === 0) throw new FormulaError(`formula ${whole}: brackets do not match`);
  for (const [element, n] of stack[0]) atoms.set(element, (atoms.get(element) ?? 0) + n * times);
}

/** Molar mass in g/mol: Σ count × standard atomic weight. The mass of electrons is left out. */
export function molarMassGPerMol({ atoms }: Composition): number {
  let mass = 0;
  for (const [element, count] of atoms) mass += count * (atomicWeightsGPerMol.get(element) ?? 0);
  return mass;
}
