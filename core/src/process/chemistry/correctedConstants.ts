import type { AqueousConstant } from "../../datasets/aqueousConstants/aqueousConstant.ts";
import { parseFormula } from "./formula.ts";

/** A constant of the table `relode` that takes the place of a published one, or stands where the databases have none. */
export interface CorrectedConstant {
  readonly kind: "aqueous" | "phase";
  readonly name: string;
  readonly reaction: string;
  readonly logK25: number;
  /** kJ/mol; 0 where not known. */
  readonly deltaHKjPerMol: number;
  /** log K and ΔH of the published row that this one replaces, by which the fault is known again; null for a row added. */
  readonly replaces: { readonly logK25: number; readonly deltaHKjPerMol: number | null } | null;
  /** Where the value is from; "recalled" where it was written from memory of the work and not read there. */
  readonly source: string;
  readonly reason: string;
}

/** kind | name | reaction | log K 25 °C | ΔH | log K replaced | ΔH replaced (where that is the fault) | source | reason */
const printed = `
aqueous|Nd(SO4)2-|Nd+3 + 2 SO4-2 = Nd(SO4)2-|5.1||-255.7478||between La 5.1, Pr 4.9 and Sm 5.2 of the same series in llnl.dat|llnl.dat has -255.7: a slip, no complex at all
aqueous|Ce(SO4)2-|Ce+3 + 2 SO4-2 = Ce(SO4)2-|5.1||||between La 5.1 and Pr 4.9 of llnl.dat|missing in llnl.dat
aqueous|CeSO4+|Ce+3 + SO4-2 = CeSO4+|3.64|20.1|-3.687||its neighbours La and Nd of llnl.dat (3.643); Schijf and Byrne (2004) near 3.6, recalled|sign of log K turned in llnl.dat, and the expression over temperature with it
aqueous|PrSO4+|Pr+3 + SO4-2 = PrSO4+|3.64|20.1|-3.687||its neighbours La and Nd of llnl.dat (3.643); Schijf and Byrne (2004) near 3.6, recalled|sign of log K turned in llnl.dat
aqueous|GdSO4+|Gd+3 + SO4-2 = GdSO4+|3.64|20.1|-3.687||its neighbours Eu and Tb of llnl.dat (3.643); Schijf and Byrne (2004) near 3.6, recalled|sign of log K turned in llnl.dat
aqueous|GdHPO4+|Gd+3 + HPO4-2 = GdHPO4+|5.7||-185.109||between Eu 5.7 and Tb 5.8 of llnl.dat|llnl.dat has -185: a slip
aqueous|Eu2(OH)2+4|2 Eu+3 + 2 H2O = Eu2(OH)2+4 + 2 H+|-13.8||-6.9182||between Nd -13.86 and Er -13.65 of Baes and Mesmer (1976), recalled|llnl.dat has -6.9, seven units from the series
aqueous|La2(OH)2+4|2 La+3 + 2 H2O = La2(OH)2+4 + 2 H+|-17.0||-22.9902||beyond Nd -13.9 as the first hydrolysis of La is beyond that of Nd (0.5 twice), with the scatter of the dimers; ± 2|llnl.dat has -23, nine units from the series
aqueous|YbSO4+|Yb+3 + SO4-2 = YbSO4+|3.57|20.1|3.5697|1424.65|llnl.dat; enthalpy as of its neighbours (19.2-20.1 kJ/mol)|enthalpy of 1425 kJ/mol in llnl.dat: a slip
aqueous|CoSO4|Co+2 + SO4-2 = CoSO4|2.30|2.1|0.0436||NIST 46 as in minteq.v4.dat, recalled; NiSO4 2.29 and ZnSO4 2.37 of wateq4f.dat|llnl.dat has 0.04: two units below every other divalent metal
aqueous|CoOH+|Co+2 + H2O = CoOH+ + H+|-9.697||||NIST 46 as in minteq.v4.dat|missing in llnl.dat
aqueous|HCoO2-|Co+2 + 2 H2O = HCoO2- + 3 H+|-31.49||-21.243||NIST 46 as in minteq.v4.dat, there Co(OH)3- -31.491|llnl.dat has -21.2: ten units too strong, it holds nearly all cobalt above pH 7 and hides the hydroxide and carbonate
aqueous|CoHCO3+|Co+2 + HCO3- = CoHCO3+|1.89||||NIST 46 as in minteq.v4.dat (12.22 with CO3-2), recalled|missing in llnl.dat
aqueous|CoCO3|Co+2 + CO3-2 = CoCO3|4.23||||NIST 46 as in minteq.v4.dat, recalled|missing in llnl.dat
phase|CoCO3|CoCO3 = Co+2 + CO3-2|-9.98|-12.8|||NIST 46 as in minteq.v4.dat, recalled; Sphaerocobaltite of llnl.dat is -10.56|the fresh carbonate; llnl.dat has the mineral alone
phase|Ni(OH)2|Ni(OH)2 + 2 H+ = Ni+2 + 2 H2O|10.8|-95.96|10.8|127.4028|log K of wateq4f.dat (the aged hydroxide; fresh 12.8); enthalpy of minteq.v4.dat (llnl.dat -95.65)|enthalpy in wateq4f.dat has the sign of the reverse reaction
aqueous|Cu(OH)2|Cu+2 + 2 H2O = Cu(OH)2 + 2 H+|-16.2||-13.68||Powell et al. (2007), Pure Appl. Chem. 79, 895 (IUPAC: -16.2), recalled; minteq.v4.dat -16.194; Baes and Mesmer (1976) below -17.3|wateq4f.dat and phreeqc.dat have -13.68, which makes the second hydrolysis 2.3 units easier than the first and dissolves Cu(OH)2 to 0.6 mg/L at any pH
aqueous|ScOH+2|Sc+3 + H2O = ScOH+2 + H+|-4.3||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 agrees within 0.05|no hydroxide of Sc in llnl.dat
aqueous|Sc(OH)2+|Sc+3 + 2 H2O = Sc(OH)2+ + 2 H+|-9.7||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 agrees within 0.05|no hydroxide of Sc in llnl.dat
aqueous|Sc(OH)3|Sc+3 + 3 H2O = Sc(OH)3 + 3 H+|-16.1||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 agrees within 0.05|no hydroxide of Sc in llnl.dat
aqueous|Sc(OH)4-|Sc+3 + 4 H2O = Sc(OH)4- + 4 H+|-26||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 agrees within 0.05|no hydroxide of Sc in llnl.dat
aqueous|Sc2(OH)2+4|2 Sc+3 + 2 H2O = Sc2(OH)2+4 + 2 H+|-6.0||||Baes and Mesmer (1976), recalled|no hydroxide of Sc in llnl.dat
aqueous|Sc3(OH)5+4|3 Sc+3 + 5 H2O = Sc3(OH)5+4 + 5 H+|-16.34||||Baes and Mesmer (1976), recalled|no hydroxide of Sc in llnl.dat
aqueous|ScSO4+|Sc+3 + SO4-2 = ScSO4+|4.1||||critical tables, recalled; ± 0.3|no sulfate of Sc in llnl.dat
aqueous|Sc(SO4)2-|Sc+3 + 2 SO4-2 = Sc(SO4)2-|5.7||||critical tables, recalled; ± 0.4|no sulfate of Sc in llnl.dat
aqueous|ScF+2|Sc+3 + F- = ScF+2|7.1||||critical tables, recalled; ± 0.2|no fluoride of Sc in llnl.dat
aqueous|ScF2+|Sc+3 + 2 F- = ScF2+|12.9||||critical tables, recalled; ± 0.3|no fluoride of Sc in llnl.dat
aqueous|ScF3|Sc+3 + 3 F- = ScF3|17.3||||critical tables, recalled; ± 0.4|no fluoride of Sc in llnl.dat
aqueous|ScF4-|Sc+3 + 4 F- = ScF4-|20.2||||critical tables, recalled; ± 0.5|no fluoride of Sc in llnl.dat
phase|Sc(OH)3|Sc(OH)3 + 3 H+ = Sc+3 + 3 H2O|11.35||||Ksp 2.22e-31 of the CRC Handbook, 99th ed., p. 5-189, with pKw 14.0|no hydroxide of Sc in llnl.dat
phase|ScOOH|ScOOH + 3 H+ = Sc+3 + 2 H2O|9.4||||Baes and Mesmer (1976), recalled; the aged solid|no hydroxide of Sc in llnl.dat
phase|Y(OH)3|Y(OH)3 + 3 H+ = Y+3 + 3 H2O|17.5||||Baes and Mesmer (1976), recalled; aged|no solid of Y in llnl.dat
phase|Y(OH)3(am)|Y(OH)3 + 3 H+ = Y+3 + 3 H2O|19.9||||pKsp 22 of the CRC Handbook, recalled, with pKw 14.0; fresh|no solid of Y in llnl.dat
phase|Y2(CO3)3|Y2(CO3)3 + 3 H+ = 2 Y+3 + 3 HCO3-|-2.9||||between Dy -3.01 and Ho -2.81 of llnl.dat, whose ions are as large; ± 0.5|no solid of Y in llnl.dat
phase|YPO4:10H2O|YPO4:10H2O + H+ = HPO4-2 + Y+3 + 10 H2O|-11.9||||as Ho of llnl.dat, whose ion is as large; ± 0.5|no solid of Y in llnl.dat
phase|YF3:.5H2O|YF3:.5H2O = 0.5 H2O + Y+3 + 3 F-|-16.4||||as Ho of llnl.dat, whose ion is as large; ± 0.5|no solid of Y in llnl.dat
aqueous|GaOH+2|Ga+3 + H2O = GaOH+2 + H+|-2.6||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 -2.8|no hydroxide of Ga in llnl.dat
aqueous|Ga(OH)2+|Ga+3 + 2 H2O = Ga(OH)2+ + 2 H+|-5.9||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 -7.3, so ± 1|no hydroxide of Ga in llnl.dat
aqueous|Ga(OH)3|Ga+3 + 3 H2O = Ga(OH)3 + 3 H+|-10.3||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 -11.9, so ± 1|no hydroxide of Ga in llnl.dat
aqueous|Ga(OH)4-|Ga+3 + 4 H2O = Ga(OH)4- + 4 H+|-16.6||||Baes and Mesmer (1976), recalled; Thermoddem 1.10 -15.6, so ± 1|no hydroxide of Ga in llnl.dat
phase|Ga(OH)3(am)|Ga(OH)3 + 3 H+ = Ga+3 + 3 H2O|6.9||||pKsp 35.1 of the CRC Handbook, recalled, with pKw 14.0|no hydroxide of Ga in llnl.dat
`;

/** Every correction and addition, in the order of the table above. */
export const correctedConstants: readonly CorrectedConstant[] = printed
  .trim()
  .split("\n")
  .map((line) => {
    const [kind, name, reaction, logK, heat, oldLogK, oldHeat, source, reason] = line.split("|");
    return {
      kind: kind === "phase" ? "phase" : "aqueous",
      name,
      reaction,
      logK25: Number(logK),
      deltaHKjPerMol: Number(heat),
      replaces:
        oldLogK === "" ? null : { logK25: Number(oldLogK), deltaHKjPerMol: oldHeat === "" ? null : Number(oldHeat) },
      source,
      reason,
    };
  });

/** Ion sizes as llnl.dat gives them to complexes, by charge. */
const ionSizeAngstrom = [3, 4, 4.5, 5, 5.5];

/** The corrections as rows of the table `relode`, to stand before those of the published databases. */
export function correctedRows(): AqueousConstant[] {
  return correctedConstants.map(({ kind, name, reaction, logK25, deltaHKjPerMol, source }) => ({
    table: "relode",
    kind,
    name,
    reaction,
    logK25,
    deltaHKjPerMol,
    coefficients: [],
    activity: "llnl",
    ionSizeAngstrom: kind === "phase" ? 0 : (ionSizeAngstrom[Math.abs(parseFormula(name).charge)] ?? 5.5),
    b: 0,
    alkalinity: 0,
    gramsPerMol: Number.NaN,
    source: `relode: ${source}`,
  }));
}

const faults = new Map(
  correctedConstants.flatMap((row) => (row.replaces === null ? [] : [[`${row.kind} ${row.name}`, row] as const])),
);

/** The correction that a published constant would need; undefined where it is not one of the known faults. */
export function knownFault(
  kind: "aqueous" | "phase",
  name: string,
  { logK25, deltaHKjPerMol }: { readonly logK25: number; readonly deltaHKjPerMol: number },
): CorrectedConstant | undefined {
  const row = faults.get(`${kind} ${name}`);
  if (row?.replaces == null || Math.abs(row.replaces.logK25 - logK25) > 2e-3) return undefined;
  const heat = row.replaces.deltaHKjPerMol;
  return heat === null || Math.abs(heat - deltaHKjPerMol) < 1 ? row : undefined;
}
