// One measurement of sequential simulation in this process, as JSON: `node simulation.mjs each|one THREADS RUNS WORKER`; `data` prints the samples.
// 100 realisations of 50 x 50 x 20 nodes from 500 data, 16 nodes at most for each (data moved to nodes among them), three coarse grids.
import { fillNormal, fillUniform } from "@relode/core/numerics";
import { SequentialGaussian, type SimulationSpec } from "@relode/core/geostat";
import { simulateOnThreads } from "../platform/src/jobs/simulationTeam.ts";

const [path, threads, runs, worker] = process.argv.slice(2);
const realisations = 100;

const spec: SimulationSpec = {
  model: { nugget: 0.1, structures: [{ type: "spherical", sill: 0.9, rangesM: [200, 200, 50] }] },
  grid: { count: [50, 50, 20], firstCentreM: [5, 5, 2.5], sizeM: [10, 10, 5] },
  search: { radiiM: [200, 200, 50], maxSamples: 16 },
  seed: 7,
  path: path === "one" ? "one" : "each",
};

/** 500 places drawn at random, values drawn by the model itself: synthetic, not a measurement. */
function samples() {
  const places = new Float64Array(1500);
  fillUniform(places, 3, "bench.simulation.place");
  const xyzM = places.map((u, i) => u * [500, 500, 100][i % 3]);
  const truth = new Float64Array(50_000);
  new SequentialGaussian({ xyzM: new Float64Array(0), values: new Float64Array(0) }, spec).simulate(0, truth);
  const noise = new Float64Array(500);
  fillNormal(noise, 3, "bench.simulation.value");
  const values = Float64Array.from(noise, (z, s) => {
    const [i, j, k] = [0, 1, 2].map((a) => Math.floor(xyzM[3 * s + a] / spec.grid.sizeM[a]));
    return truth[i + 50 * (j + 50 * k)] + 0.01 * z;
  });
  return { xyzM, values };
}

const data = samples();
if (path === "data") {
  console.log(JSON.stringify({ xyzM: [...data.xyzM], values: [...data.values] }));
  process.exit();
}
const seconds: number[] = [];
const cpuSeconds: number[] = [];
let mean = 0;
let square = 0;
for (let run = 0; run < Number(runs); run++) {
  mean = 0;
  square = 0;
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const take = (_k: number, field: Float64Array) => {
    // A few nodes of each, so that what is timed is the simulation.
    for (let i = 25; i < field.length; i += 50) {
      mean += field[i] / (1000 * realisations);
      square += field[i] ** 2 / (1000 * realisations);
    }
  };
  // Everything is timed: search, covariances, start of the threads, all draws.
  if (threads === "1") new SequentialGaussian(data, spec).simulateEach(0, realisations, take);
  else {
    const team = { threads: Number(threads), worker: new URL(`file://${worker}`) };
    for await (const { k, field } of simulateOnThreads(data, { method: "sgs", spec }, realisations, team))
      take(k, field);
  }
  seconds.push((performance.now() - startedMs) / 1000);
  const used = process.cpuUsage(cpu);
  cpuSeconds.push((used.user + used.system) / 1e6);
}
const peakRssMb = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    path,
    threads: Number(threads),
    seconds,
    cpuSeconds,
    peakRssMb,
    mean,
    variance: square - mean ** 2,
  }),
);
