// Sequential Gaussian simulation, one and two threads, a path each and one path: a process of its own for each line.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { least, median, table } from "./tables.mjs";

/** @param node runs a bundled script with arguments and reads its JSON; @param bundle makes such a script */
export function benchSimulations(node, bundle, runs) {
  const script = bundle("bench/simulation.bench.ts", "simulation.mjs");
  const worker = bundle("platform/src/jobs/simulationWorker.ts", "simulationWorker.mjs");
  const lines = [];
  for (const path of ["each", "one"]) {
    for (const threads of [1, 2]) lines.push({ name: "Relode", ...node(script, path, threads, runs, worker) });
    const peer = path === "one" ? gstat(node, script, runs) : null;
    if (peer) lines.push(peer);
  }
  return lines;
}

/** R's gstat, which draws all realisations along one path, where it is installed; the same data, model and neighbours. */
function gstat(node, script, runs) {
  const file = fileURLToPath(new URL("simulation_gstat.R", import.meta.url));
  if (spawnSync("Rscript", ["-e", "library(gstat)"], { stdio: "ignore" }).status !== 0 || !existsSync(file))
    return null;
  const data = node(script, "data", 0, 0, "");
  const input = ["x,y,z,v", ...data.values.map((v, i) => [...data.xyzM.slice(3 * i, 3 * i + 3), v].join(","))].join(
    "\n",
  );
  // One run: ten seconds each.
  const done = spawnSync("Rscript", [file, String(Math.min(runs, 3))], { input, encoding: "utf8", maxBuffer: 1e9 });
  if (done.status !== 0) throw new Error(`simulation_gstat.R ended with ${done.status}: ${done.stderr}`);
  return { path: "one", threads: 1, ...JSON.parse(done.stdout.trim().split("\n").at(-1)) };
}

export function reportSimulations(lines) {
  console.log("\n100 realisations of 50 x 50 x 20 nodes from 500 data, sequential Gaussian, 16 neighbours");
  console.log(
    table(
      ["", "path", "threads", "median", "least", "least CPU", "peak RSS"],
      lines.map(({ name, path, threads, seconds, cpuSeconds, peakRssMb }) => [
        name,
        path,
        String(threads),
        `${median(seconds).toFixed(2)} s`,
        `${least(seconds).toFixed(2)} s`,
        `${least(cpuSeconds).toFixed(2)} s`,
        `${Math.round(peakRssMb)} MB`,
      ]),
    ),
  );
}
