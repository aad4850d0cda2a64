/** Unit in which a laboratory writes a grade; inside everything is ppm by mass (g/t dry). */
export type GradeUnit = "ppm" | "pct" | "g/t" | "ppb" | "oz/st" | "kg/t";

/** Troy ounce 31.1034768 g, short ton 907.18474 kg. @see NIST Special Publication 811 (2008), appendix B.8 */
const ppmPerOunceShortTon = 31.1034768 / 0.90718474;

/** ppm in one unit. */
export const ppmPerUnit: Readonly<Record<GradeUnit, number>> = {
  ppm: 1,
  pct: 1e4,
  "g/t": 1,
  ppb: 1e-3,
  "oz/st": ppmPerOunceShortTon,
  "kg/t": 1e3,
};

export const gradeUnits: readonly GradeUnit[] = ["ppm", "pct", "g/t", "ppb", "oz/st", "kg/t"];

/** The unit a column name ends in, or null: `Cu_pct`, `Cu %`, `Au (g/t)`, `Ag_ppm`, `Au_ppb`, `Au_opt`. */
export function gradeUnitOfName(column: string): GradeUnit | null {
  const tail = /[_\s([-]*(pct|percent|%|ppm|ppb|g\/t|gpt|g_t|mg\/kg|oz\/st|opt|oz\/t|kg\/t)[)\]]*\s*$/i.exec(column);
  if (tail === null || tail.index === 0) return null;
  const text = (tail[1] ?? "").toLowerCase();
  if (text === "pct" || text === "percent" || text === "%") return "pct";
  if (text === "ppm" || text === "mg/kg") return "ppm";
  if (text === "ppb") return "ppb";
  if (text === "kg/t") return "kg/t";
  return text.startsWith("g") ? "g/t" : "oz/st";
}

/** The element or oxide a column name begins with (`Cu` of `Cu_pct`, `CU` or `cu_ppm`; `SiO2` of `SiO2_pct`), or null. */
export function substanceOfName(column: string, isElement: (symbol: string) => boolean): string | null {
  const head = /^[A-Za-z][A-Za-z0-9]*/.exec(column)?.[0] ?? "";
  if (oxidesByUpperCase.has(head.toUpperCase())) return oxidesByUpperCase.get(head.toUpperCase()) ?? null;
  if (head.length > 2) return null;
  const symbol = head.slice(0, 1).toUpperCase() + head.slice(1).toLowerCase();
  return isElement(symbol) ? symbol : null;
}

/** Oxides of a whole-rock analysis that add up to 100 %; with loss on ignition. */
export const wholeRockOxides: readonly string[] =
  "SiO2 TiO2 Al2O3 Fe2O3 FeO MnO MgO CaO Na2O K2O P2O5 Cr2O3 BaO SrO SO3 V2O5 ZrO2 LOI".split(" ");

const oxidesByUpperCase = new Map(wholeRockOxides.map((oxide) => [oxide.toUpperCase(), oxide]));
