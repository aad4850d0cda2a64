import {
  type BatteryMemory,
  countercurrentExtraction,
  type ExtractedMetal,
  type ExtractionFeed,
} from "../equations/solventExtraction.ts";
import type { StreamBasis } from "../streams/basis.ts";
import { emptyStream, type Stream } from "../streams/stream.ts";
import { kgPerMol, liquidLitresPerH, molPerH, slotFor } from "./flows.ts";
import type { Parameters } from "./parameters.ts";
import { UnitError, type UnitOp, warning } from "./unitOp.ts";

const dehpa = "PrOMMiS solvent extraction, DEHPA 2-5 vol % in kerosene with TBP, sulfate";

/** Countercurrent mixer-settlers: loading, scrubbing and stripping by one model. */
export const solventExtraction: UnitOp = {
  kind: "solvent-extraction",
  group: "solvent extraction",
  title: "Countercurrent solvent extraction with pH-dependent distribution",
  equation: "Mᶻ⁺ + z HR = MRz + z H⁺ on ideal stages; D constant or log10 D = (m0 + m1 d) pH + B0 + B1 log10 d",
  assumptions: [
    "equilibrium on every stage, constant volumes, no entrainment",
    "D from a fit: no loading isotherm beyond the free extractant d",
    "bisulfate is the only acid complex; chloride is inert",
  ],
  notWhen:
    "The organic is loaded near saturation, a third phase or crud forms, pH is held by caustic on the stages, or pH and extractant lie outside the tests D was fitted to (a straight line in pH has no end of its own).",
  validation: "Four reference cases of PrOMMiS to 1e-4 (306 values), UKy flowsheet.",
  source: dehpa,
  inlets: [
    { name: "aqueous", doc: "liquor, scrub or strip solution" },
    { name: "organic", doc: "solvent" },
  ],
  outlets: [
    { name: "aqueous", doc: "raffinate, scrub or strip liquor" },
    { name: "organic", doc: "solvent leaving" },
  ],
  parameters: {
    stages: { kind: "number", unit: "1", min: 1, max: 50, isWhole: true, doc: "ideal stages" },
    acid: {
      kind: "word",
      unit: "component",
      default: "H",
      namesComponents: true,
      doc: "total acid in the aqueous phase",
    },
    sulfate: {
      kind: "word",
      unit: "component",
      default: "",
      namesComponents: true,
      doc: "total sulfate; empty for none",
    },
    extractant: { kind: "word", unit: "component", namesComponents: true, doc: "free extractant HR" },
    extractantDensityKgPerM3: {
      kind: "number",
      unit: "kg/m³",
      min: 100,
      max: 3000,
      default: 975.8,
      doc: "of the pure extractant, for vol %",
    },
    freeVolPctWindow: {
      kind: "list",
      unit: "vol %",
      min: 0,
      max: 100,
      default: [2, 5],
      doc: "free extractant over which D was fitted: low, high",
    },
    pHWindow: {
      kind: "list",
      unit: "pH",
      min: -3,
      max: 14,
      default: [1.3, 1.5],
      doc: "pH over which the law of D holds: low, high; by default that of the published stages, 1.34 to 1.47",
    },
    metals: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      doc: "the complex of each ion and its distribution",
      fields: {
        complex: { kind: "word", unit: "component", namesComponents: true, doc: "organic complex MRz" },
        valence: { kind: "number", unit: "1", min: 1, max: 6, isWhole: true, doc: "z" },
        distribution: {
          kind: "number",
          unit: "1",
          min: 0,
          max: 1e9,
          default: 0,
          doc: "constant D; 0 where the law holds",
        },
        m0: { kind: "number", unit: "1", min: -20, max: 20, default: 0, doc: "slope in pH" },
        m1: { kind: "number", unit: "1/vol %", min: -20, max: 20, default: 0, doc: "slope in pH per vol %" },
        b0: { kind: "number", unit: "1", min: -50, max: 50, default: 0, doc: "B0" },
        b1: { kind: "number", unit: "1", min: -20, max: 20, default: 0, doc: "B1" },
      },
    },
    mixerKwPerM3H: {
      kind: "number",
      unit: "kW per m³/h",
      min: 0,
      max: 10,
      default: 0.1,
      doc: "mixing power per flow of both phases and stage",
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Nd", phase: "aqueous", formula: "Nd+3" },
      { id: "kerosene", phase: "organic", formula: "C12H26", isCarrier: true, densityKgPerM3: 820 },
      { id: "DEHPA", phase: "organic", formula: "C16H35O4P" },
      { id: "NdR3", phase: "organic", formula: "Nd(C16H34O4P)3" },
    ],
    inlets: { aqueous: { H2O: 62, H: 0.007, SO4: 0.6, Nd: 0.0001 }, organic: { kerosene: 50, DEHPA: 3 } },
    parameters: {
      stages: 3,
      sulfate: "SO4",
      extractant: "DEHPA",
      metals: { Nd: { complex: "NdR3", valence: 3, m0: 0.31183, m1: 0.03763, b0: -1.62372, b1: -0.38096 } },
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const battery = extractionBattery(basis, inlets, parameters);
    const { outAqueous, outOrganic, feed } = battery;
    if (feed === null) return { outlets: { aqueous: outAqueous, organic: outOrganic } };
    const { aqueousLPerH: a, organicLPerH: o, metals, stages } = feed;
    const { acid, extractant, acidMol, extractantMol, massExtractant, records } = battery;
    const known: BatteryMemory = { profile: memory.get("profile"), jacobian: memory.get("jacobian") };
    const result = countercurrentExtraction(feed, known);
    if (known.profile !== undefined) memory.set("profile", known.profile);
    if (known.jacobian === undefined) memory.delete("jacobian");
    else memory.set("jacobian", known.jacobian);
    let exchanged = 0;
    const results: Record<string, number> = {
      pH: result.pH[stages - 1],
      freeExtractantVolPct: result.extractantVolPct[0],
      organicToAqueous: o / a,
    };
    for (const [i, { name, words }] of records.entries()) {
      const complex = words.get("complex") ?? "";
      const fed = metals[i].aqueousMolPerL * a;
      const whole = fed + metals[i].organicMolPerL * o;
      const left = Math.min(whole, Math.max(0, result.aqueousMolPerL[i * stages + stages - 1] * a));
      outAqueous.kgPerH[slotFor(basis, name)] = left * kgPerMol(basis, name);
      outOrganic.kgPerH[slotFor(basis, complex)] = (whole - left) * kgPerMol(basis, complex);
      exchanged += metals[i].valence * (fed - left);
    }
    const [acidLeft, free] = [acidMol + exchanged, extractantMol - exchanged];
    if (acidLeft < 0 || free < 0)
      throw new UnitError(
        free < 0 ? "process.extractant-short" : "process.acid-short",
        free < 0
          ? `the metals need ${(exchanged).toPrecision(4)} mol/h of ${extractant} and ${extractantMol.toPrecision(4)} are there; raise the solvent flow or its strength`
          : `stripping uses ${(-exchanged).toPrecision(4)} mol/h of acid and ${acidMol.toPrecision(4)} are there; strengthen the strip solution`,
      );
    outAqueous.kgPerH[slotFor(basis, acid)] = acidLeft * kgPerMol(basis, acid);
    outOrganic.kgPerH[slotFor(basis, extractant)] = free * massExtractant;
    const [low, high] = parameters.list("freeVolPctWindow");
    const isLaw = records.some(({ numbers }) => !((numbers.get("distribution") ?? 0) > 0) && numbers.get("m0") !== 0);
    const [acidest, basest] = parameters.list("pHWindow");
    const strayPH = isLaw ? Array.from(result.pH).find((value) => value < acidest || value > basest) : undefined;
    const worst = result.extractantVolPct.find((value) => value < low || value > high);
    return {
      outlets: { aqueous: outAqueous, organic: outOrganic },
      duties: { powerKw: (parameters.number("mixerKwPerM3H") * stages * (a + o)) / 1000, results },
      issues: [
        ...(strayPH === undefined
          ? []
          : [
              warning(
                path,
                "process.outside-window",
                `a stage stands at pH ${strayPH.toPrecision(3)}, outside ${acidest} to ${basest} where the law of D was established (${dehpa}); a straight line in pH has no end of its own: the result is an extrapolation; give pHWindow where your own law holds`,
              ),
            ]),
        ...(worst === undefined
          ? []
          : [
              {
                path,
                code: "process.outside-window",
                severity: "warning" as const,
                message: `free extractant ${worst.toPrecision(4)} vol % lies outside ${low} to ${high} vol %, over which D was fitted (${dehpa}); the result is an extrapolation`,
              },
            ]),
      ],
    };
  },
};

/** What a battery is fed, and its outlets before anything is exchanged. */
export interface ExtractionBattery {
  /** All of the aqueous phase, and all of the organic one. */
  readonly outAqueous: Stream;
  readonly outOrganic: Stream;
  /** Null where a phase is missing: nothing is exchanged. */
  readonly feed: ExtractionFeed | null;
  readonly records: ReturnType<Parameters["records"]>;
  readonly acid: string;
  readonly extractant: string;
  readonly acidMol: number;
  readonly extractantMol: number;
  /** kg/mol. */
  readonly massExtractant: number;
}

/** The battery of a `solvent-extraction` unit from its inlets and parameters: flows in L/h, feeds in mol/L. */
export function extractionBattery(
  basis: StreamBasis,
  inlets: Readonly<Record<string, Stream>>,
  parameters: Parameters,
): ExtractionBattery {
  const [aqueous, organic] = [inlets["aqueous"], inlets["organic"]];
  const outAqueous: Stream = emptyStream(basis);
  const outOrganic: Stream = emptyStream(basis);
  outAqueous.temperatureK = aqueous.temperatureK;
  outOrganic.temperatureK = organic.temperatureK;
  for (let s = 0; s < basis.slots; s++) {
    const isOrganic = basis.components[basis.slotComponent[s]].phase === "organic";
    (isOrganic ? outOrganic : outAqueous).kgPerH[s] = aqueous.kgPerH[s] + organic.kgPerH[s];
  }
  const a = liquidLitresPerH(outAqueous, "aqueous");
  const o = liquidLitresPerH(outOrganic, "organic");
  const extractant = parameters.word("extractant");
  const acid = parameters.word("acid");
  const sulfate = parameters.word("sulfate");
  const records = parameters.records("metals");
  const hasBoth = a > 0 && o > 0;
  const massExtractant = hasBoth ? kgPerMol(basis, extractant) : 0;
  const acidMol = hasBoth ? molPerH(outAqueous, acid) : 0;
  const extractantMol = hasBoth ? molPerH(outOrganic, extractant) : 0;
  const known = { outAqueous, outOrganic, records, acid, extractant, acidMol, extractantMol, massExtractant };
  if (!hasBoth) return { ...known, feed: null };
  const metals = records.map(({ name, numbers, words }): ExtractedMetal => {
    const constant = numbers.get("distribution") ?? 0;
    const complex = words.get("complex") ?? "";
    return {
      name,
      valence: numbers.get("valence") ?? 3,
      aqueousMolPerL: molPerH(outAqueous, name) / a,
      organicMolPerL: molPerH(outOrganic, complex) / o,
      distribution:
        constant > 0
          ? { constant }
          : {
              m0: numbers.get("m0") ?? 0,
              m1: numbers.get("m1") ?? 0,
              b0: numbers.get("b0") ?? 0,
              b1: numbers.get("b1") ?? 0,
            },
    };
  });
  const feed: ExtractionFeed = {
    stages: parameters.number("stages"),
    aqueousLPerH: a,
    organicLPerH: o,
    metals,
    acidMolPerL: acidMol / a,
    sulfateMolPerL: sulfate === "" ? 0 : molPerH(outAqueous, sulfate) / a,
    extractantMolPerL: extractantMol / o,
    volumePctPerMolPerL: (100 * massExtractant * 1000) / parameters.number("extractantDensityKgPerM3"),
  };
  return { ...known, feed };
}
