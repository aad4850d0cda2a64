import { readFormula } from "../../process/streams/formula.ts";
import { atomicWeightsGPerMol } from "../../process/streams/atomicWeights.ts";
import type { Host } from "../wasteProfile.ts";

/** Rare earths with yttrium; scandium goes its own ways. */
export const rareEarths = [
  "La",
  "Ce",
  "Pr",
  "Nd",
  "Sm",
  "Eu",
  "Gd",
  "Tb",
  "Dy",
  "Ho",
  "Er",
  "Tm",
  "Yb",
  "Lu",
  "Y",
] as const;

/** True for a rare earth or yttrium. */
export function isRareEarth(element: string | null): boolean {
  return (rareEarths as readonly (string | null)[]).includes(element);
}

/** Usual valence of an element in waste and in the sulfate or chloride liquor that leaches it. */
const valences: Readonly<Record<string, number>> = {
  ...Object.fromEntries(rareEarths.map((element) => [element, 3])),
  Sc: 3,
  Co: 2,
  Ni: 2,
  Cu: 2,
  Zn: 2,
  Mn: 2,
  Cd: 2,
  Pb: 2,
  Sn: 4,
  Ga: 3,
  In: 3,
  Ge: 4,
  V: 5,
  Mo: 6,
  W: 6,
  Re: 7,
  Li: 1,
  Rb: 1,
  Cs: 1,
  U: 6,
  Th: 4,
  Ti: 4,
  Zr: 4,
  Nb: 5,
  Ta: 5,
  Cr: 3,
  Ag: 1,
  Au: 1,
  As: 3,
  Sb: 3,
  Bi: 3,
  Se: 4,
  Te: 4,
  Tl: 1,
  Hf: 4,
  Hg: 2,
  Ba: 2,
  Sr: 2,
  Be: 2,
  P: 5,
  F: 1,
  Ru: 4,
  Rh: 3,
  Pd: 2,
  Pt: 2,
};

/** Minerals that stand for an element in a host, where one is usual. */
const usual: Readonly<Record<string, readonly [formula: string, densityKgPerM3: number]>> = {
  "Cu in sulfide": ["CuFeS2", 4190],
  "Zn in sulfide": ["ZnS", 4050],
  "Pb in sulfide": ["PbS", 7580],
  "Mo in sulfide": ["MoS2", 4700],
  "Ni in sulfide": ["NiS", 5500],
  "Co in sulfide": ["CoS2", 4800],
  "As in sulfide": ["FeAsS", 6070],
  "Sb in sulfide": ["Sb2S3", 4630],
  "Ge in sulfide": ["GeS2", 4050],
  "Au in sulfide": ["Au", 19_300],
  "Au in iron oxyhydroxide": ["Au", 19_300],
  "Au in silicate": ["Au", 19_300],
  "Au in oxide": ["Au", 19_300],
  "Sn in oxide": ["SnO2", 6900],
  "W in oxide": ["CaWO4", 6100],
  "Nb in oxide": ["FeNb2O6", 5300],
  "Ta in oxide": ["FeTa2O6", 8000],
  "Ti in oxide": ["FeTiO3", 4720],
  "Cr in oxide": ["FeCr2O4", 4600],
  "Zr in silicate": ["ZrSiO4", 4650],
  "Li in silicate": ["LiAlSi2O6", 3150],
  "Mn in carbonate": ["MnCO3", 3700],
  "Mn in oxide": ["MnO2", 5000],
  "Cu in carbonate": ["Cu2CO5H2", 4050],
  "Th in phosphate": ["Th3(PO4)4", 5150],
  "Y in phosphate": ["YPO4", 4750],
};

/** Density by host where no mineral is named: kg/m³, order of magnitude. */
const densities: Readonly<Record<Host, number>> = {
  sulfide: 4600,
  oxide: 5000,
  "iron oxyhydroxide": 4000,
  carbonate: 3900,
  sulfate: 3300,
  phosphate: 5150,
  silicate: 2800,
  "clay-adsorbed": 2600,
  glass: 3200,
  metal: 8000,
  dissolved: 1000,
};

/** A solid that carries one element of the waste in one host. */
export interface Carrier {
  readonly id: string;
  readonly element: string;
  readonly host: Host;
  readonly formula: string;
  readonly densityKgPerM3: number;
  /** Mass fraction of the element in it. */
  readonly share: number;
  /** Atoms of other elements in it by atom of the element: iron, sulfur, calcium. */
  readonly perAtom: ReadonlyMap<string, number>;
}

/** Valence of an element; undefined for one that no template knows. */
export function valenceOf(element: string): number | undefined {
  return valences[element];
}

/** The carrier of an element in a host; null for an element without a valence here. */
export function carrierOf(element: string, host: Host): Carrier | null {
  const z = valences[element];
  if (z === undefined || host === "dissolved") return null;
  const id = `${element} in ${host}`;
  const [formula, densityKgPerM3] = usual[id] ?? [formulaOf(element, z, host), densities[host]];
  const { atoms } = readFormula(formula);
  let mass = 0;
  for (const [symbol, n] of atoms) mass += n * (atomicWeightsGPerMol.get(symbol) ?? 0);
  const n = atoms.get(element) ?? 1;
  const share = (n * (atomicWeightsGPerMol.get(element) ?? 0)) / mass;
  const perAtom = new Map([...atoms].map(([symbol, count]) => [symbol, count / n]));
  return { id, element, host, formula, densityKgPerM3, share, perAtom };
}

function formulaOf(element: string, z: number, host: Host): string {
  const isNoble = ["Au", "Ag", "Pt", "Pd", "Ru", "Rh"].includes(element);
  const pair = (anion: string, charge: number) => {
    const [m, a] = (charge * z) % charge === 0 && z % charge === 0 ? [1, z / charge] : [charge, z];
    return `${element}${m === 1 ? "" : m}${a === 1 ? anion.replace(/^\((.*)\)$/, "$1") : `${anion}${a}`}`;
  };
  switch (host) {
    case "sulfide":
      return pair("S", 2);
    case "carbonate":
      return pair("(CO3)", 2);
    case "sulfate":
      return pair("(SO4)", 2);
    case "phosphate":
      return pair("(PO4)", 3);
    case "clay-adsorbed":
      return `${element}(AlSiO4)${z}`;
    case "metal":
      return element;
    case "silicate":
    case "glass":
      return isNoble ? element : `${pair("O", 2)}·SiO2`;
    default:
      return isNoble ? element : pair("O", 2);
  }
}

/** Dissolved form of an element in sulfuric acid, as formula with charge. */
export function acidIon(element: string): string {
  const special: Readonly<Record<string, string>> = {
    Ge: "Ge(OH)4",
    V: "VO2+",
    U: "UO2^2+",
    Mo: "H2MoO4",
    W: "H2WO4",
    Re: "ReO4-",
    Ti: "TiO^2+",
    As: "H3AsO3",
    Sb: "Sb(OH)3",
    Se: "H2SeO3",
    Te: "H2TeO3",
    Nb: "Nb(OH)5",
    Ta: "Ta(OH)5",
    P: "H3PO4",
    Fe: "Fe+3",
    Al: "Al+3",
    Ca: "Ca+2",
    Mg: "Mg+2",
    Sn: "Sn(OH)4",
    Zr: "Zr(OH)4",
    Hf: "Hf(OH)4",
    F: "F-",
    Au: "AuCl2-",
  };
  const z = valences[element] ?? 2;
  return special[element] ?? (z === 1 ? `${element}+` : `${element}+${z}`);
}
