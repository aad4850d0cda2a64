/** What a row of the table is. */
export type AqueousConstantKind =
  | "master-aqueous"
  | "master-exchange"
  | "master-surface"
  | "aqueous"
  | "exchange"
  | "surface"
  | "phase"
  | "interaction";

/** One master species, reaction or interaction parameter of the shipped thermodynamic tables. */
export interface AqueousConstant {
  /** Which table it belongs to: phreeqc, wateq4f, minteq, llnl, pitzer. */
  readonly table: string;
  readonly kind: AqueousConstantKind;
  /** Element or redox state, species, phase, or type of interaction. */
  readonly name: string;
  /** Reaction; for a master row its species, for an interaction its species with spaces between. */
  readonly reaction: string;
  /** log10 K at 25 °C; 0 where the row has none. */
  readonly logK25: number;
  readonly deltaHKjPerMol: number;
  /** A1 … A6, as many as there are. */
  readonly coefficients: readonly number[];
  readonly activity: "davies" | "wateq" | "llnl" | "ideal";
  readonly ionSizeAngstrom: number;
  readonly b: number;
  /** Equivalents of alkalinity in a mole of the master species. */
  readonly alkalinity: number;
  /** g/mol that a mass concentration of the element means where no formula is given; NaN where not a master row. */
  readonly gramsPerMol: number;
  readonly source: string;
}
