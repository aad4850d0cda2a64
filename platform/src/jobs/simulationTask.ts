import {
  backTransform,
  type NormalScoreTable,
  type SampleSet,
  SequentialGaussian,
  type SimulationSpec,
  type Tails,
} from "@relode/core/geostat";

/** How normal scores become values again. */
export interface ScoreScale {
  readonly table: NormalScoreTable;
  readonly tails: Tails;
}

/** The first message to a worker thread says what to simulate, each later one asks for some realisations. */
export type SimulationTask =
  | {
      readonly kind: "open";
      readonly data: SampleSet;
      readonly spec: SimulationSpec;
      readonly scale: ScoreScale | null;
    }
  | { readonly kind: "draw"; readonly first: number; readonly count: number };

/** Does the tasks one after the other; the answer to `draw` is the realisations one behind the other. */
export function simulationHand(): (task: SimulationTask) => Float64Array | null {
  let simulation: SequentialGaussian | null = null;
  let scale: ScoreScale | null = null;
  return (task) => {
    if (task.kind === "open") {
      simulation = new SequentialGaussian(task.data, task.spec);
      scale = task.scale;
      return null;
    }
    if (simulation === null) throw new Error("a simulation must be opened before realisations are asked for");
    const { nodes } = simulation;
    const all = new Float64Array(task.count * nodes);
    simulation.simulateEach(task.first, task.count, (k, field) => {
      const at = (k - task.first) * nodes;
      all.set(field, at);
      if (scale !== null)
        for (let i = at; i < at + nodes; i++) all[i] = backTransform(all[i], scale.table, scale.tails);
    });
    return all;
  };
}
