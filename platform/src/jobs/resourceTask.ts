import {
  accuracy,
  type AutoVariogram,
  type BlockRun,
  BodySimulation,
  type BodyInput,
  type CurveSums,
  curveSums,
  type DomainEstimate,
  estimateBlocks,
  type PreparedBody,
  prepareBody,
  type ResourceValidation,
  type ResourceVariogram,
  type SimulatedGroup,
  sliceMeans,
  validateDomain,
  type VariableSamples,
  variableSamples,
  variogramOf,
} from "@relode/core/resource";

/** What a thread of a resource run is asked: first to lay out the body, then any number of parts of the work, in any order. */
export type ResourceTask =
  | { readonly kind: "open"; readonly input: BodyInput }
  | { readonly kind: "fit"; readonly domain: number; readonly variable: number }
  | {
      readonly kind: "krige";
      readonly domain: number;
      readonly variable: number;
      readonly variogram: AutoVariogram;
      readonly run: BlockRun;
    }
  | ({ readonly kind: "simulate"; readonly known: readonly SimulatedGroup[] } & DrawSums)
  | { readonly kind: "draw"; readonly first: number; readonly count: number };

/** What is summed over the blocks of each realisation. */
export interface DrawSums {
  /** Cut-offs of each grade variable, ascending, ppm. */
  readonly cutoffsPpm: readonly (readonly number[])[];
  readonly blocksPerSlice: readonly [number, number, number];
}

/** The answer to each kind of task. */
export interface ResourceAnswers {
  readonly open: null;
  readonly fit: DomainFit;
  readonly krige: DomainEstimate;
  readonly simulate: { readonly groups: readonly SimulatedGroup[]; readonly nodes: number };
  readonly draw: readonly DrawnRealisation[];
}

export interface DomainFit {
  readonly variogram: ResourceVariogram;
  readonly validation: ResourceValidation | null;
}

/** One realisation: what is written of it, and its sums; tonnes in t, metal in t. */
export interface DrawnRealisation {
  readonly k: number;
  /** Of each grade (ppm), then density (t/m3), by block; NaN outside the body. */
  readonly values: readonly Float32Array[];
  readonly mass: number;
  readonly domainMass: Float64Array;
  readonly metal: readonly number[];
  readonly domainMetal: readonly Float64Array[];
  readonly curves: readonly CurveSums[];
  /** By grade and axis: mean of each slice. */
  readonly slices: readonly (readonly Float64Array[])[];
}

/** Does the tasks on the thread that calls it. @param prepared the body, where it is laid out already */
export function resourceHand(prepared: PreparedBody | null = null) {
  let body = prepared;
  let simulation: { readonly drawn: BodySimulation; readonly sums: DrawSums } | null = null;
  const samples = new Map<string, VariableSamples>();
  const samplesOf = (of: PreparedBody, d: number, v: number) => {
    const key = `${d} ${v}`;
    const found = samples.get(key) ?? variableSamples(of, of.domains[d], v);
    samples.set(key, found);
    return found;
  };
  return (task: ResourceTask): ResourceAnswers[ResourceTask["kind"]] => {
    if (task.kind === "open") {
      body ??= prepareBody(task.input);
      return null;
    }
    if (body === null) throw new Error("a body must be opened before its parts are asked for");
    if (task.kind === "fit")
      return fitted(body, task.domain, task.variable, samplesOf(body, task.domain, task.variable));
    if (task.kind === "krige") {
      const { domain: d, variable, variogram, run } = task;
      return estimateBlocks(body, body.domains[d], samplesOf(body, d, variable), variogram, run);
    }
    if (task.kind === "simulate") {
      simulation = { drawn: new BodySimulation(body, task.known), sums: task };
      return { groups: simulation.drawn.groups, nodes: simulation.drawn.nodes };
    }
    if (simulation === null) throw new Error("a simulation must be opened before realisations are asked for");
    const { drawn, sums } = simulation;
    return Array.from({ length: task.count }, (_, i) => realisation(drawn, task.first + i, task.count - i, sums));
  };
}

/** Name and unit of a variable, or of moisture, which stands behind them. */
export function columnOf(
  { variables, moistureAt }: PreparedBody,
  v: number,
): { readonly name: string; readonly unit: string } {
  return v === moistureAt ? { name: "moisture", unit: "1" } : variables[v];
}

function fitted(body: PreparedBody, d: number, v: number, samples: VariableSamples): DomainFit {
  const domain = body.domains[d];
  const { name, unit } = columnOf(body, v);
  const variogram = variogramOf(body, domain, v, samples);
  const found = validateDomain(body, samples, variogram);
  return {
    variogram: {
      domain: domain.name,
      variable: name,
      of: "grade",
      samples: samples.isOwn.reduce((n, own) => n + own, 0),
      holes: new Set(samples.set.holes).size,
      mean: samples.mean,
      variance: samples.variance,
      topCutPpm: samples.topCutPpm,
      samplesCut: samples.samplesCut,
      variogram,
    },
    validation: found === null ? null : validationRow(domain.name, name, unit, found),
  };
}

function validationRow(
  domain: string,
  variable: string,
  unit: string,
  found: NonNullable<ReturnType<typeof validateDomain>>,
): ResourceValidation {
  const { statistics, trueValue, estimate, probability, folds } = found;
  const every = Math.max(1, Math.ceil(trueValue.length / 500));
  const pairs = Array.from(trueValue, (value, i) => [value, estimate[i]] as const);
  return {
    domain,
    variable,
    unit,
    folds,
    n: statistics.n,
    meanError: statistics.meanError,
    rootMeanSquaredError: statistics.rootMeanSquaredError,
    correlation: statistics.correlationObservedEstimate,
    meanSquaredDeviationRatio: statistics.meanSquaredDeviationRatio,
    accuracy: accuracy(probability),
    pairs: pairs.filter(([, e], i) => i % every === 0 && !Number.isNaN(e)),
  };
}

function realisation(simulation: BodySimulation, k: number, ahead: number, sums: DrawSums): DrawnRealisation {
  const { mass, metal, volume, domainMass, domainMetal, volumeFactor: factor } = simulation.realisation(k, ahead);
  const values = [...metal, mass].map(() => new Float32Array(mass.length));
  for (let b = 0; b < mass.length; b++) {
    const tonnes = mass[b];
    for (let v = 0; v < metal.length; v++) values[v][b] = tonnes > 0 ? metal[v][b] / tonnes : Number.NaN;
    values[metal.length][b] = tonnes > 0 ? tonnes / volume[b] : Number.NaN;
  }
  const sum = (list: Float64Array) => factor * list.reduce((a, b) => a + b, 0);
  const { grid } = simulation.body;
  return {
    k,
    values,
    mass: sum(domainMass),
    domainMass: domainMass.map((tonnes) => factor * tonnes),
    metal: domainMetal.map((list) => 1e-6 * sum(list)),
    domainMetal: domainMetal.map((list) => list.map((product) => 1e-6 * factor * product)),
    curves: metal.map((_, v) => curveSums(mass, values[v], sums.cutoffsPpm[v], factor)),
    slices: metal.map((_, v) =>
      ([0, 1, 2] as const).map((axis) => sliceMeans(grid, mass, values[v], axis, sums.blocksPerSlice[axis])),
    ),
  };
}

/** What a thread hands over without a copy. */
export function handedOver(kind: ResourceTask["kind"], answer: unknown): ArrayBuffer[] {
  if (kind === "draw") return (answer as ResourceAnswers["draw"]).flatMap(({ values }) => values.map(bufferOf));
  if (kind !== "krige") return [];
  return Object.values(answer as ResourceAnswers["krige"]).map(bufferOf);
}

const bufferOf = ({ buffer }: Float32Array | Uint8Array) => buffer as ArrayBuffer;
