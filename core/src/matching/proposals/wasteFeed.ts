import type { Issue } from "../../evidence/issue.ts";
import { rosinRammlerPassing } from "../../process/equations/sizeDistribution.ts";
import type { FeedSpec } from "../../process/flowsheet/flowsheetDocument.ts";
import { atomicWeightsGPerMol } from "../../process/streams/atomicWeights.ts";
import { readFormula } from "../../process/streams/formula.ts";
import { minerals } from "../../process/streams/minerals.ts";
import { taylorYears } from "./plantLife.ts";
import type { FactName, Host, WasteProfile, WasteType } from "../wasteProfile.ts";
import { carrierOf } from "./carriers.ts";
import type { Figure, FlowsheetDraft } from "./flowsheetDraft.ts";
import { mineralHost } from "./mineralHost.ts";
import { ProposalError } from "./proposalError.ts";
import { gangueOf, wasteDefault } from "./wasteDefaults.ts";

/** A solid of the feed: a named mineral, or the carrier of one element in one host. */
export interface FeedSolid {
  readonly id: string;
  /** Element of the waste that it stands for; null for gangue. */
  readonly element: string | null;
  readonly host: Host;
  readonly massFraction: number;
  readonly atoms: ReadonlyMap<string, number>;
  readonly molarMassGPerMol: number;
  readonly densityKgPerM3: number;
}

/** A waste as the feed of a plant. */
export interface WasteFeed {
  readonly solids: readonly FeedSolid[];
  readonly kgPerH: number;
  /** Flow of one solid, kg/h; 0 for one that is not there. */
  readonly kgPerHOf: (id: string) => number;
  readonly p80Um: number;
  readonly sizesUm: readonly number[];
  readonly feed: FeedSpec;
}

/** Elements that make up rock: they are carried by minerals, not by carriers of their own. */
const major = new Set(["O", "H", "Si", "Al", "Fe", "Ca", "Mg", "Na", "K", "S", "C", "P", "F"]);

/** Hours that a plant runs in a year: 8,000 of 8,760. */
export const hoursPerYear = 8000;

/** Dry tonnes an hour: tonnes over the life by Taylor's rule, or 100 t/h where the tonnes are not known. */
export function plantRateTPerH(profile: WasteProfile): number {
  const tonnes = profile.facts.tonnes;
  if (tonnes === undefined) return 100;
  const whole = (tonnes.low + tonnes.high) / 2;
  return whole / (taylorYears(whole) * hoursPerYear);
}

/**
 * Makes minerals of what is known of a waste: carriers for the elements assayed, by host; pyrite for sulfide sulfur, calcite for carbonate,
 * iron and clay minerals by their facts, the rest barren. Elements come out at their assays; what the file does not say is an assumption
 * noted in the draft.
 *
 * @param opened hosts that the route opens, by element: what nobody measured is shared between these and silicate
 * @throws {ProposalError} the parts add up to more than the whole, or named minerals hold more of an element than its assay
 */
export function wasteFeed(
  draft: FlowsheetDraft,
  profile: WasteProfile,
  opened: (element: string) => readonly Host[],
  tPerH: number,
  issues: Issue[],
): WasteFeed {
  const named = namedMinerals(profile);
  const solids: FeedSolid[] = [...named];
  for (const { element, gradePpm, hosts } of profile.elements) {
    if (major.has(element)) continue;
    const grade =
      draft.figure(`grade ${element}`, `grade of ${element}`, {
        ...range(gradePpm),
        unit: "ppm",
        grade: "waste file",
        source: gradePpm.source,
      }) / 1e6;
    const known = named.reduce(
      (sum, { atoms, molarMassGPerMol, massFraction }) => sum + massOf(atoms, element, molarMassGPerMol) * massFraction,
      0,
    );
    if (known > Math.max(gradePpm.high, 1e-9) * 1.05e-6)
      throw new ProposalError(
        `the minerals named hold ${(known * 1e6).toPrecision(3)} ppm ${element}, its assay is ${gradePpm.low} to ${gradePpm.high} ppm; correct one of the two`,
      );
    const left = grade - known;
    if (!(left > 0)) continue;
    const open = opened(element);
    for (const [host, share] of Object.entries(sharesOf(draft, profile.type, element, hosts, open))) {
      const carrier = carrierOf(element, host as Host);
      if (carrier === null || share <= 0) {
        if (carrier === null && share > 0)
          issues.push({
            path: `element ${element}`,
            code: "matching.element-not-followed",
            severity: "warning",
            message: `no template follows ${element}; it is left out of the flowsheet`,
          });
        continue;
      }
      draft.component(carrier.id, "solid", carrier.formula, carrier.densityKgPerM3);
      const { atoms } = readFormula(carrier.formula);
      const weight = massOfAtoms(atoms);
      solids.push({
        id: carrier.id,
        element,
        host: host as Host,
        massFraction: (left * share) / carrier.share,
        atoms,
        molarMassGPerMol: weight,
        densityKgPerM3: carrier.densityKgPerM3,
      });
    }
  }
  addGangue(draft, profile, solids, named.length > 0, issues);
  for (const { id } of solids) if (!draft.has(id)) draft.component(id, "solid");
  const p80Um = factFigure(draft, profile, "p80", "P80", "µm");
  const { sizesUm, fractions } = sizesOf(p80Um, profile);
  draft.sizeClasses(sizesUm);
  const kgPerH = tPerH * 1000;
  return {
    solids,
    kgPerH,
    kgPerHOf: (id) => (solids.find((solid) => solid.id === id)?.massFraction ?? 0) * kgPerH,
    p80Um,
    sizesUm,
    feed: {
      solids: { kgPerH, massFraction: Object.fromEntries(solids.map(({ id, massFraction }) => [id, massFraction])) },
      sizeFraction: fractions,
      temperatureC: 20,
      measuredBy: "made of the waste file: see the notes",
    },
  };
}

/** Elements that sulfides and metal drops hold; rare earths, manganese of slags, titanium, vanadium and the like stay with oxygen. */
const chalcophile = new Set("Cu Zn Pb Ni Co Mo Cd As Sb Bi Ag Au Hg In Ge Ga Tl Sn Se Te Re Ru Rh Pd Pt".split(" "));

const unmeasured = "nobody measured it: sequential extraction or automated mineralogy would";
const halfReached = { low: 0, value: 0.5, high: 1, source: unmeasured };
const littleOnClay = {
  low: 0,
  value: 0.1,
  high: 0.4,
  source: `${unmeasured}; outside ion-adsorption clays salt solutions reach little (coal refuse mostly below a fifth), recalled`,
};

/**
 * Shares of an element by host; what nobody measured goes half to the hosts that the route opens and half to silicate, from 0 to 1.
 * No sulfide or metal is given to an element that stays with oxygen, and clays that are no ion-adsorption clays get a tenth.
 */
function sharesOf(
  draft: FlowsheetDraft,
  type: WasteType,
  element: string,
  hosts: Readonly<Partial<Record<Host, number>>> | null,
  open: readonly Host[],
): Readonly<Partial<Record<Host, number>>> {
  const shares: Partial<Record<Host, number>> = { ...hosts };
  const unnamed = 1 - Object.values(shares).reduce((sum, share) => sum + share, 0);
  if (!(unnamed > 1e-9)) return shares;
  const target = open.find((host) => (host !== "sulfide" && host !== "metal") || chalcophile.has(element));
  if (target === undefined) return { ...shares, silicate: (shares.silicate ?? 0) + unnamed };
  const share = draft.figure(`deportment ${element}`, `share of the ${element} not deported that the route can reach`, {
    ...(target === "clay-adsorbed" && type !== "ion-adsorption-clay" ? littleOnClay : halfReached),
    unit: "1",
    grade: "judged",
  });
  shares[target] = (shares[target] ?? 0) + unnamed * share;
  const locked: Host = target === "silicate" ? "oxide" : "silicate";
  shares[locked] = (shares[locked] ?? 0) + unnamed * (1 - share);
  return shares;
}

function addGangue(
  draft: FlowsheetDraft,
  profile: WasteProfile,
  solids: FeedSolid[],
  hasMinerals: boolean,
  issues: Issue[],
): void {
  const gangue = gangueOf(profile.type);
  const sum = () => solids.reduce((total, { massFraction }) => total + massFraction, 0);
  const held = (element: string, isSulfide: boolean) =>
    solids.reduce(
      (total, { atoms, molarMassGPerMol, massFraction }) =>
        total + (!isSulfide || !atoms.has("O") ? massOf(atoms, element, molarMassGPerMol) * massFraction : 0),
      0,
    );
  const add = (id: string, massFraction: number) => {
    if (!(massFraction > 0)) return;
    const at = solids.findIndex((solid) => solid.id === id);
    if (at >= 0) solids[at] = { ...solids[at], massFraction: solids[at].massFraction + massFraction };
    else solids.push(gangueSolid(id, massFraction));
  };
  if (hasMinerals) {
    if (sum() > 1 + 1e-9) throw tooMuch(profile, solids);
    add(gangue.rest, 1 - sum());
    return;
  }
  const sulfur = factFigure(draft, profile, "sulfideSulfur", "sulfide sulfur", "%") / 100;
  add("pyrite", (sulfur - held("S", true)) / 0.5345);
  const carbonate = factFigure(draft, profile, "carbonate", "carbonate as CaCO3", "%") / 100;
  const carbonHeld = solids.reduce(
    (total, { atoms, molarMassGPerMol, massFraction }) =>
      total + (atoms.has("C") ? massOf(atoms, "C", molarMassGPerMol) * massFraction : 0),
    0,
  );
  add("calcite", carbonate - carbonHeld * (100.09 / 12.011));
  const magnetic = factFigure(draft, profile, "magneticShare", "magnetic share", "%") / 100;
  add("magnetite", magnetic);
  if (sum() > 1 + 1e-9) throw tooMuch(profile, solids);
  const iron = factFigure(draft, profile, "iron", "iron", "%") / 100;
  const clay = factFigure(draft, profile, "clay", "clay", "%") / 100;
  const ironSolid = gangueSolid(gangue.iron, 1);
  const wanted: [string, number][] = [
    [gangue.iron, Math.max(0, iron - held("Fe", false)) / massOf(ironSolid.atoms, "Fe", ironSolid.molarMassGPerMol)],
    ["kaolinite", clay],
    [gangue.reactive, gangue.reactivePct / 100],
  ];
  const room = 1 - sum();
  const asked = wanted.reduce((total, [, share]) => total + share, 0);
  const cut = asked > room ? room / asked : 1;
  if (cut < 0.98)
    issues.push({
      path: "facts",
      code: "matching.gangue-cut",
      severity: "warning",
      message: `iron, clay and reactive minerals ask for ${(100 * asked).toPrecision(3)} % where ${(100 * room).toPrecision(3)} % is left; they are cut in proportion: check iron, clay, magneticShare, sulfideSulfur, or give minerals`,
    });
  for (const [id, share] of wanted) add(id, share * cut);
  add(gangue.rest, 1 - sum());
}

function tooMuch(profile: WasteProfile, solids: readonly FeedSolid[]): ProposalError {
  const parts = [...solids].sort((a, b) => b.massFraction - a.massFraction).slice(0, 4);
  const total = solids.reduce((sum, { massFraction }) => sum + massFraction, 0);
  return new ProposalError(
    `${profile.name}: what the file states adds up to ${(100 * total).toPrecision(4)} % of the mass (${parts.map(({ id, massFraction }) => `${id} ${(100 * massFraction).toPrecision(3)} %`).join(", ")} ...), limit 100; check grades, hosts, sulfideSulfur, carbonate, magneticShare`,
  );
}

function gangueSolid(id: string, massFraction: number, element: string | null = null): FeedSolid {
  const mineral = minerals.get(id);
  const { atoms } = readFormula(mineral?.formula ?? "SiO2");
  return {
    id,
    element,
    host: mineralHost(id),
    massFraction,
    atoms,
    molarMassGPerMol: massOfAtoms(atoms),
    densityKgPerM3: mineral?.densityKgPerM3 ?? 2700,
  };
}

/** Minerals that the file names; one that holds an assayed element stands for it. */
function namedMinerals(profile: WasteProfile): FeedSolid[] {
  return Object.entries(profile.minerals ?? {}).map(([id, pct]) => {
    const { atoms } = gangueSolid(id, 0);
    const element =
      profile.elements.map((one) => one.element).find((symbol) => atoms.has(symbol) && !major.has(symbol)) ?? null;
    return gangueSolid(id, pct / 100, element);
  });
}

/** A fact of the file, or what is usual for the type of waste. */
export function factFigure(
  draft: FlowsheetDraft,
  profile: WasteProfile,
  fact: FactName,
  says: string,
  unit: string,
): number {
  const stated = profile.facts[fact];
  const [low, value, high] = wasteDefault(profile.type, fact);
  const figure: Figure =
    stated === undefined
      ? { low, value, high, unit, grade: "judged", source: `not in the file: usual for ${profile.type}` }
      : { ...range(stated), unit, grade: "waste file", source: stated.source };
  return draft.figure(fact, says, figure);
}

const range = ({ low, high }: { readonly low: number; readonly high: number }) => ({
  low,
  value: (low + high) / 2,
  high,
});

function massOfAtoms(atoms: ReadonlyMap<string, number>): number {
  let mass = 0;
  for (const [symbol, n] of atoms) mass += n * (atomicWeightsGPerMol.get(symbol) ?? 0);
  return mass;
}

/** Mass fraction of an element in a substance. */
export function massOf(atoms: ReadonlyMap<string, number>, element: string, molarMassGPerMol: number): number {
  return ((atoms.get(element) ?? 0) * (atomicWeightsGPerMol.get(element) ?? 0)) / molarMassGPerMol;
}

/** Size classes around a P80 and the Rosin-Rammler shares in them, finest first. */
function sizesOf(p80Um: number, profile: WasteProfile): { sizesUm: number[]; fractions: number[] } {
  const fines = profile.facts.finesBelow20um;
  const passing = fines === undefined ? null : (fines.low + fines.high) / 200;
  // ln(ln 5 / −ln(1 − F)) / ln(P80/20) from the two points of the curve, within what screens show.
  const fitted =
    passing !== null && passing > 0 && passing < 0.8 && p80Um > 25
      ? Math.log(Math.log(5) / -Math.log1p(-passing)) / Math.log(p80Um / 20)
      : 1;
  const n = Math.min(3, Math.max(0.4, fitted));
  const x63 = p80Um / Math.log(5) ** (1 / n);
  const scale = p80Um >= 1000 ? [0.02, 0.06, 0.15, 0.4, 1, 2.5] : null;
  const sizesUm =
    scale === null
      ? [10, 20, 45, 75, 150, 300, ...(p80Um > 150 ? [1000] : [])]
      : scale.map((share) => Math.round(share * p80Um));
  const fractions = sizesUm.map(
    (size, k) =>
      (k === sizesUm.length - 1 ? 1 : rosinRammlerPassing(size, x63, n)) -
      (k === 0 ? 0 : rosinRammlerPassing(sizesUm[k - 1], x63, n)),
  );
  return { sizesUm, fractions };
}
