import type { RowReport } from "../rowReport.ts";

/** Symbols of the 118 elements in order of atomic number. @see IUPAC periodic table (2022) */
export const elementSymbols: readonly string[] = (
  "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo " +
  "Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl " +
  "Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og"
).split(" ");

const known = new Set(elementSymbols);

/** True for the symbol of an element, spelt exactly (`Co`, not `CO` or `co`). */
export function isElementSymbol(text: string): boolean {
  return known.has(text);
}

/**
 * Files `dataset.unknown-element` unless the text is an element symbol or one of `also`.
 *
 * @param also further names that the column allows, e.g. `REE`
 */
export function checkElement(text: string, column: string, report: RowReport, also: readonly string[] = []) {
  if (isElementSymbol(text) || also.includes(text)) return;
  const extra = also.length > 0 ? ` or one of ${also.join(", ")}` : "";
  report.add(column, "dataset.unknown-element", `"${text}" is not an element symbol${extra}; write e.g. Co, Nd, Pt`);
}
