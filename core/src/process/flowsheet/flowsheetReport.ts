import type { Issue } from "../../evidence/issue.ts";
import { reconcile } from "../fitting/reconcile.ts";
import {
  componentKgPerH,
  elementMolPerH,
  emptyStream,
  phaseKgPerH,
  phaseM3PerH,
  type Stream,
  totalKgPerH,
} from "../streams/stream.ts";
import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";
import { dosedStream, liquorMgPerL, type PlantFigures, plantFigures } from "./plantFigures.ts";
import type { Flowsheet } from "./prepareFlowsheet.ts";
import type { FlowsheetSolution } from "./solution.ts";

/** One stream as a line of a table. */
export interface StreamRow {
  readonly stream: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly totalTPerH: number;
  readonly solidsTPerH: number;
  readonly aqueousM3PerH: number;
  readonly organicM3PerH: number;
  readonly gasKgPerH: number;
  /** Mass fraction of liquid in solids and liquid. */
  readonly moisture: number;
  readonly temperatureC: number;
  readonly kgPerH: Readonly<Record<string, number>>;
  /** Elements by dry mass of solids, g/t; empty without solids. */
  readonly solidsGPerT: Readonly<Record<string, number>>;
  /** Elements dissolved, mg by litre of water; empty without water. */
  readonly liquorMgPerL: Readonly<Record<string, number>>;
}

/** Balance of one element over the whole flowsheet. */
export interface ElementBalance {
  readonly element: string;
  /** Of a substance of unknown formula its nominal molar mass, so that mol/h turns into kg/h; null for an element. */
  readonly nominalGPerMol: number | null;
  /** Atomic weight, or that nominal mass. */
  readonly gPerMol: number;
  readonly inMolPerH: number;
  readonly outMolPerH: number;
  /** |out − in| over the larger of the two. */
  readonly relativeError: number;
  /** Share of what enters by outlet stream. */
  readonly shareByOutlet: Readonly<Record<string, number>>;
}

/** Everything that a run tells. */
export interface FlowsheetReport {
  readonly name: string;
  readonly status: FlowsheetSolution["status"];
  readonly passes: number;
  readonly residual: number;
  readonly tears: readonly string[];
  readonly streams: readonly StreamRow[];
  readonly elements: readonly ElementBalance[];
  readonly worstBalance: number;
  readonly units: readonly {
    readonly unit: string;
    readonly kind: string;
    readonly powerKw: number;
    readonly heatKw: number;
    readonly dosedKgPerH: Readonly<Record<string, number>>;
    readonly results: Readonly<Record<string, number>>;
  }[];
  readonly powerKw: number;
  readonly heatKw: number;
  readonly dosedKgPerH: Readonly<Record<string, number>>;
  readonly plant: PlantFigures;
}

/** Tables of a solved flowsheet: streams, element balances with recoveries by outlet, duties. */
export function flowsheetReport(flowsheet: Flowsheet, solution: FlowsheetSolution): FlowsheetReport {
  const { basis, streamIds, streamFrom, streamTo, document, units } = flowsheet;
  const streamAt = (s: number) => solution.streams.get(streamIds[s]) ?? emptyStream(basis);
  const streams = streamIds.map((id, s) =>
    streamRow(id, streamAt(s), document.streams[s].from?.unit ?? null, document.streams[s].to?.unit ?? null),
  );
  const dosedKgPerH: Record<string, number> = {};
  const unitRows = units.map(({ id, op }) => {
    const duties = solution.duties.get(id) ?? {};
    for (const [name, kg] of Object.entries(duties.dosedKgPerH ?? {}))
      dosedKgPerH[name] = (dosedKgPerH[name] ?? 0) + kg;
    return {
      unit: id,
      kind: op.kind,
      powerKw: duties.powerKw ?? 0,
      heatKw: duties.heatKw ?? 0,
      dosedKgPerH: duties.dosedKgPerH ?? {},
      results: duties.results ?? {},
    };
  });
  const inlets = [
    dosedStream(flowsheet, solution),
    ...Array.from(streamIds.keys())
      .filter((s) => streamFrom[s] < 0)
      .map(streamAt),
  ];
  const outlets = Array.from(streamIds.keys()).filter((s) => streamTo[s] < 0 && streamFrom[s] >= 0);
  const loose = looseOutlets(flowsheet);
  const into = sumElements(inlets, basis.elements.length);
  const outFlows = outlets.map((s) => elementMolPerH(streamAt(s)));
  const elements = basis.elements.flatMap((element, e): ElementBalance[] => {
    if (element === "charge") return [];
    const out = outFlows.reduce((sum, flow) => sum + flow[e], 0);
    const whole = Math.max(into[e], out);
    const nominal = basis.components.find(({ id }) => element === `unknown (${id})`)?.molarMassGPerMol ?? null;
    return [
      {
        element,
        nominalGPerMol: nominal,
        gPerMol: nominal ?? atomicWeightsGPerMol.get(element) ?? 1000,
        inMolPerH: into[e],
        outMolPerH: out,
        relativeError: whole > 0 ? Math.abs(out - into[e]) / whole : 0,
        shareByOutlet: Object.fromEntries(
          outlets.map((s, k) => [streamIds[s], into[e] > 0 ? outFlows[k][e] / into[e] : 0]),
        ),
      },
    ];
  });
  const powerKw = unitRows.reduce((sum, row) => sum + row.powerKw, 0);
  return {
    name: document.name,
    status: solution.status,
    passes: solution.passes,
    residual: solution.residual,
    tears: solution.tears,
    streams,
    elements,
    worstBalance:
      loose.length > 0 ? Number.NaN : elements.reduce((most, { relativeError }) => Math.max(most, relativeError), 0),
    units: unitRows,
    powerKw,
    heatKw: unitRows.reduce((sum, { heatKw }) => sum + heatKw, 0),
    dosedKgPerH,
    plant: plantFigures(flowsheet, solution, powerKw),
  };
}

/** Outlets of units without a stream: what leaves there is in no table, and the balance cannot close. */
export function looseOutlets({ units }: Flowsheet): Issue[] {
  return units.flatMap(({ id, op, outlets }) =>
    op.outlets
      .filter(({ name }) => !outlets.has(name))
      .map(({ name }) => ({
        path: `unit ${id}`,
        code: "process.outlet-loose",
        severity: "warning" as const,
        message: `outlet ${name} has no stream: what leaves there is not counted, so no balance is given; add a stream from it`,
      })),
  );
}

function sumElements(streams: readonly Stream[], count: number): Float64Array {
  const sum = new Float64Array(count);
  for (const stream of streams) for (const [e, mol] of elementMolPerH(stream).entries()) sum[e] += mol;
  return sum;
}

function streamRow(id: string, stream: Stream, from: string | null, to: string | null): StreamRow {
  const { basis } = stream;
  const solids = phaseKgPerH(stream, "solid");
  const liquid = phaseKgPerH(stream, "aqueous") + phaseKgPerH(stream, "organic");
  const kgPerH: Record<string, number> = {};
  const solidOnly = emptyStream(basis);
  for (const component of basis.components) {
    const kg = componentKgPerH(stream, component.id);
    if (kg > 0) kgPerH[component.id] = kg;
  }
  for (let s = 0; s < basis.slots; s++)
    if (basis.components[basis.slotComponent[s]].phase === "solid") solidOnly.kgPerH[s] = stream.kgPerH[s];
  const solidsGPerT: Record<string, number> = {};
  if (solids > 0)
    for (const [e, mol] of elementMolPerH(solidOnly).entries()) {
      const weight = atomicWeightsGPerMol.get(basis.elements[e]);
      if (weight !== undefined && mol > 0) solidsGPerT[basis.elements[e]] = (mol * weight) / (solids / 1000);
    }
  return {
    stream: id,
    from,
    to,
    totalTPerH: totalKgPerH(stream) / 1000,
    solidsTPerH: solids / 1000,
    aqueousM3PerH: phaseM3PerH(stream, "aqueous"),
    organicM3PerH: phaseM3PerH(stream, "organic"),
    gasKgPerH: phaseKgPerH(stream, "gas"),
    moisture: solids + liquid > 0 ? liquid / (solids + liquid) : 0,
    temperatureC: stream.temperatureK - 273.15,
    kgPerH,
    solidsGPerT,
    liquorMgPerL: liquorMgPerL(stream),
  };
}

/** One measured flow against the model and after reconciliation. */
export interface ReconciledFlow {
  readonly stream: string;
  readonly what: string;
  readonly measuredKgPerH: number | null;
  readonly sdKgPerH: number | null;
  readonly reconciledKgPerH: number;
  readonly reconciledSdKgPerH: number | null;
  readonly modelKgPerH: number;
  /** Adjustment over its standard deviation; beyond 3 the measurement is doubtful. */
  readonly score: number | null;
}

/** A standard deviation so large that a flow counts as not measured, kg/h. */
const unknownSd = 1e7;

/**
 * Makes the measured flows of one quantity agree with the balances of the units that neither dose nor react it: for `total` and for every
 * `element:X` all units, for a component those whose model keeps it. Flows not measured begin at the model's value and follow.
 */
export function reconcileMeasurements(flowsheet: Flowsheet, solution: FlowsheetSolution): ReconciledFlow[] {
  const { document, basis, units, streamIds } = flowsheet;
  const measurements = document.measurements ?? [];
  const kinds = [...new Set(measurements.map(({ what }) => what))];
  return kinds.flatMap((what) => {
    const given = new Map(measurements.filter((m) => m.what === what).map((m) => [m.stream, m]));
    const amount = (stream: Stream) => amountOf(stream, what);
    const model = streamIds.map((id) => amount(solution.streams.get(id) ?? emptyStream(basis)));
    const measured = Float64Array.from(streamIds, (id, s) => given.get(id)?.kgPerH ?? model[s]);
    const sd = Float64Array.from(
      streamIds,
      (id, s) => given.get(id)?.sdKgPerH ?? Math.min(unknownSd, 1e3 * Math.max(model[s], 1e-9)),
    );
    const rows = units.flatMap(({ inlets, outlets }) => {
      const row = new Float64Array(streamIds.length);
      let balance = 0;
      let size = 0;
      for (const numbers of inlets.values())
        for (const s of numbers) {
          row[s] += 1;
          balance += model[s];
          size += model[s];
        }
      for (const s of outlets.values()) {
        row[s] -= 1;
        balance -= model[s];
      }
      return Math.abs(balance) <= 1e-6 * size && size > 0 ? [row] : [];
    });
    const fit = reconcile(measured, sd, rows);
    return streamIds.map((stream, s): ReconciledFlow => {
      const m = given.get(stream);
      return {
        stream,
        what,
        measuredKgPerH: m?.kgPerH ?? null,
        sdKgPerH: m?.sdKgPerH ?? null,
        reconciledKgPerH: fit.values[s],
        reconciledSdKgPerH: m === undefined ? null : fit.sd[s],
        modelKgPerH: model[s],
        score: m === undefined ? null : fit.adjustmentScores[s],
      };
    });
  });
}

function amountOf(stream: Stream, what: string): number {
  if (what === "total") return totalKgPerH(stream);
  if (!what.startsWith("element:")) return componentKgPerH(stream, what);
  const element = what.slice("element:".length);
  const e = stream.basis.elements.indexOf(element);
  return e < 0 ? 0 : (elementMolPerH(stream)[e] * (atomicWeightsGPerMol.get(element) ?? 0)) / 1000;
}
