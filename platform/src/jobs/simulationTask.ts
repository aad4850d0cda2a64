import {
  backTransform,
  BlockSimulation,
  type BlockSimulationSpec,
  type NormalScoreTable,
  type ReceiveRealisation,
  type SampleSet,
  SequentialGaussian,
  type SimulationSpec,
  type Tails,
  TurningBands,
  type TurningBandsSpec,
} from "@relode/core/geostat";

/** How normal scores become values again. */
export interface ScoreScale {
  readonly table: NormalScoreTable;
  readonly tails: Tails;
}

/** What is simulated, by which method; blocks average values, so their scale is part of them. */
export type SimulationPlan =
  | { readonly method: "sgs"; readonly spec: SimulationSpec }
  | { readonly method: "turning-bands"; readonly spec: TurningBandsSpec }
  | { readonly method: "blocks"; readonly spec: Omit<BlockSimulationSpec, "toValue"> };

/** Realisations that a method draws together: a pair of paths, eight realisations of one path, blocks of one path. */
export function drawnTogether(plan: SimulationPlan): number {
  if (plan.method === "sgs") return plan.spec.path === "one" ? 8 : 2;
  return plan.method === "blocks" ? 16 : 1;
}

/** The first message to a worker thread says what to simulate, each later one asks for some realisations. */
export type SimulationTask =
  | {
      readonly kind: "open";
      readonly data: SampleSet;
      readonly plan: SimulationPlan;
      readonly scale: ScoreScale | null;
    }
  | { readonly kind: "draw"; readonly first: number; readonly count: number };

interface Simulation {
  readonly nodes: number;
  simulateEach(first: number, count: number, receive: ReceiveRealisation): void;
}

/** Does the tasks one after the other; the answer to `draw` is the realisations one behind the other. */
export function simulationHand(): (task: SimulationTask) => Float64Array | null {
  let simulation: Simulation | null = null;
  let finish: ((score: number) => number) | null = null;
  return (task) => {
    if (task.kind === "open") {
      const { data, plan, scale } = task;
      const toValue = scale === null ? null : (score: number) => backTransform(score, scale.table, scale.tails);
      simulation = opened(data, plan, toValue);
      finish = plan.method === "blocks" ? null : toValue;
      return null;
    }
    if (simulation === null) throw new Error("a simulation must be opened before realisations are asked for");
    const { nodes } = simulation;
    const all = new Float64Array(task.count * nodes);
    simulation.simulateEach(task.first, task.count, (k, field) => {
      const at = (k - task.first) * nodes;
      all.set(field, at);
      if (finish !== null) for (let i = at; i < at + nodes; i++) all[i] = finish(all[i]);
    });
    return all;
  };
}

function opened(data: SampleSet, plan: SimulationPlan, toValue: ((score: number) => number) | null): Simulation {
  if (plan.method === "sgs") return new SequentialGaussian(data, plan.spec);
  if (plan.method === "turning-bands") return new TurningBands(data, plan.spec);
  return new BlockSimulation(data, { ...plan.spec, ...(toValue === null ? {} : { toValue }) });
}
