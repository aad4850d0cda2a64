// npm run bench: all benchmarks, seeded, medians of five beside the least, one table and one JSON file (.cache/bench.json).
// Options: --runs N (5), --quick (priors only, two runs), --only kriging|chemistry|resource.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildSync } from "esbuild";
import { benchChemistries, reportChemistries } from "./chemistries.mjs";
import { benchResources, reportResources } from "./resources.mjs";
import { benchKrigings, reportKrigings } from "./krigings.mjs";
import { benchSimulations, reportSimulations } from "./simulations.mjs";
import { numpyPython } from "./numpyPython.mjs";
import { compareNational, least, median, table } from "./tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: flags } = parseArgs({
  options: { runs: { type: "string" }, quick: { type: "boolean" }, only: { type: "string" } },
});
const runs = Number(flags.runs ?? (flags.quick ? 2 : 5));
if (!Number.isInteger(runs) || runs < 1)
  throw new RangeError(`--runs must be a whole number above 0, got ${flags.runs}`);
const folder = mkdtempSync(join(tmpdir(), "relode-bench-"));
process.env.RELODE_BENCH_DATASETS = join(root, "core/src/datasets");

function bundle(entry, name) {
  const outfile = join(folder, name);
  // Packages of the older kind ask for `require`.
  const banner = {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  };
  const settings = { bundle: true, platform: "node", format: "esm", logLevel: "error", absWorkingDir: root, banner };
  buildSync({ entryPoints: [join(root, entry)], outfile, ...settings });
  return outfile;
}

const node = (script, ...args) =>
  JSON.parse(execFileSync(process.execPath, [script, ...args.map(String)], { maxBuffer: 1e9, encoding: "utf8" }));

try {
  const machine = {
    date: new Date().toISOString().slice(0, 16),
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
    v8: process.versions.v8,
    loadBefore: loadavg()
      .map((load) => load.toFixed(1))
      .join(" "),
  };
  console.log(
    `${machine.date}Z, ${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, Node ${machine.node}, load ${machine.loadBefore}`,
  );
  if (flags.only === "resource") reportResources(benchResources(node, bundle, flags.quick ? [1e5] : [1e5, 1e6]));
  if (flags.only === "chemistry") reportChemistries(benchChemistries(node, bundle, runs, root));
  const krigings =
    flags.only === "chemistry" || flags.only === "resource"
      ? []
      : benchKrigings(node, bundle, runs, root, folder, flags.quick === true);
  if (flags.only === "kriging") reportKrigings(krigings);
  else if (flags.only !== "chemistry" && flags.only !== "resource") benchAll(machine, krigings);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function benchAll(machine, krigings) {
  const script = bundle("bench/screening.bench.ts", "screening.mjs");
  const worker = bundle("platform/src/jobs/screeningWorker.ts", "screeningWorker.mjs");
  const micro = node(bundle("bench/micro.bench.ts", "micro.mjs"), runs);
  micro.push(
    ...node(
      bundle("bench/economics.bench.ts", "economics.mjs"),
      join(root, "examples/economics/cobalt-tailings.json"),
      runs,
    ),
  );
  const flowsheets = node(bundle("bench/process.bench.ts", "process.mjs"), runs);
  const python = numpyPython();
  const screenings = [];
  for (const geochemistry of flags.quick ? ["priors"] : ["priors", "cmio"]) {
    const plan = join(folder, geochemistry);
    const size = node(script, "export", geochemistry, plan);
    // Peer and program one after the other, so that both meet the same load.
    const one = node(script, "time", geochemistry, 1, runs, worker);
    const two = node(script, "time", geochemistry, 2, runs, worker);
    const peer = python ? peerRun(python, plan) : null;
    screenings.push({
      geochemistry,
      size,
      one,
      two,
      peer,
      agreement: peer && compareNational(two.national, peer.national),
    });
  }
  const chemistries = benchChemistries(node, bundle, runs, root);
  const resources = flags.quick ? [] : benchResources(node, bundle, [1e5, 1e6]);
  const simulations = flags.quick ? [] : benchSimulations(node, bundle, runs);
  console.log(flowsheetTable(flowsheets));
  machine.loadAfter = loadavg()
    .map((load) => load.toFixed(1))
    .join(" ");
  report(micro, screenings);
  if (simulations.length > 0) reportSimulations(simulations);
  reportKrigings(krigings);
  reportChemistries(chemistries);
  if (resources.length > 0) reportResources(resources);
  mkdirSync(join(root, ".cache"), { recursive: true });
  const file = join(root, ".cache", "bench.json");
  writeFileSync(
    file,
    JSON.stringify(
      { machine, runs, micro, flowsheets, screenings, simulations, krigings, chemistries, resources },
      null,
      1,
    ),
  );
  console.log(`\nload after ${machine.loadAfter}; all figures in ${file}`);
  if (screenings.some(({ agreement }) => agreement && !agreement.agrees)) process.exitCode = 1;
}

function peerRun(python, plan) {
  const done = spawnSync(python, [join(root, "bench/peer_numpy.py"), plan, String(runs)], {
    encoding: "utf8",
    maxBuffer: 1e9,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status !== 0) throw new Error(`peer_numpy.py ended with ${done.status ?? done.error}`);
  return JSON.parse(done.stdout);
}

function report(micro, screenings) {
  const perItem = ({ seconds, handled }) => least(seconds) / handled;
  const speed = (bench) =>
    bench.unit === "byte"
      ? `${(1e-9 / perItem(bench)).toFixed(2)} GB/s`
      : perItem(bench) < 1e-6
        ? `${(perItem(bench) * 1e9).toFixed(1)} ns/${bench.unit}`
        : `${(perItem(bench) * 1e6).toFixed(0)} us/${bench.unit}`;
  const ms = (seconds) => `${(1000 * seconds).toFixed(1)} ms`;
  console.log(
    table(
      ["part", "median", "least", "speed"],
      micro.map((b) => [b.name, ms(median(b.seconds)), ms(least(b.seconds)), speed(b)]),
    ),
  );
  const copyGb = 1e-9 / perItem(micro.find(({ name }) => name.startsWith("copy")));
  for (const { geochemistry, size, one, two, peer, agreement } of screenings) {
    const cells = size.mines * size.elements;
    const title = `${size.elements} elements x ${size.mines} mines x 10,000 draws, ${geochemistry}${size.samples ? `, ${size.samples} samples` : ""}`;
    const line = (name, run) => {
      const at = run.seconds.indexOf(least(run.seconds));
      const stage = run.stages?.[at];
      return [
        name,
        `${median(run.seconds).toFixed(2)} s`,
        `${least(run.seconds).toFixed(2)} s`,
        `${least(run.cpuSeconds).toFixed(2)} s`,
        stage ? `${stage.prepare.toFixed(2)} + ${stage.draw.toFixed(2)} + ${stage.sumAndAssemble.toFixed(2)}` : "",
        `${Math.round(run.peakRssMbOfFirst ?? run.peakRssMb)} MB`,
        peer ? `${(median(peer.seconds) / median(run.seconds)).toFixed(1)} x` : "",
        peer ? `${(least(peer.seconds) / least(run.seconds)).toFixed(1)} x` : "",
        peer ? `${(least(peer.cpuSeconds) / least(run.cpuSeconds)).toFixed(1)} x` : "",
      ];
    };
    const rows = [line("Relode, 1 thread", one), line("Relode, 2 threads", two)];
    if (peer) rows.push(line(`NumPy ${peer.numpy}`, peer));
    console.log(`\n${title}`);
    console.log(
      table(
        ["", "median", "least", "least CPU", "prepare + draw + sum", "peak RSS", "peer / it", "of least", "of CPU"],
        rows,
      ),
    );
    // Least bytes: every realisation (4 bytes) is written once and read once for the sums.
    const bytes = 8 * cells * 10_000;
    console.log(
      `least traffic ${(bytes / 1e6).toFixed(0)} MB: ${(bytes / 1e9 / copyGb).toFixed(3)} s at the ${copyGb.toFixed(1)} GB/s of a copy on one core` +
        (peer ? `, NumPy sums at ${peer.gigabytesPerSecond.sum.toFixed(1)} GB/s` : ""),
    );
    if (agreement) console.log(agreement.text);
  }
}

/** Flowsheet solves: least wall and CPU time of one. */
function flowsheetTable(benches) {
  const each = (bench, key) => `${((1000 * least(bench.runs.map((run) => run[key]))) / bench.handled).toFixed(2)} ms`;
  const rows = benches.map((bench) => [bench.name, each(bench, "seconds"), each(bench, "cpuSeconds")]);
  return `\n${table(["flowsheet", "least", "least CPU"], rows)}`;
}
