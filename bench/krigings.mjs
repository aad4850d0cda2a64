import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { least, median, table } from "./tables.mjs";

const peerBlocks = 50_000;

/** Is R with gstat there? Debian's packages are installed where they are missing and the user may install. */
function hasGstat() {
  const here = () => spawnSync("Rscript", ["-e", "library(gstat)"], { stdio: "ignore" }).status === 0;
  if (here()) return true;
  if (process.getuid?.() === 0) {
    console.log("R gstat, the peer of kriging, is missing: installing r-base-core and r-cran-gstat from Debian");
    const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
    apt("update", "-qq");
    apt(
      "-o",
      "DPkg::Lock::Timeout=300",
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "r-base-core",
      "r-cran-gstat",
    );
    if (here()) return true;
  }
  console.log("R gstat could not be installed (as root: apt-get install r-cran-gstat); kriging goes without its peer");
  return false;
}

/** Kriging of a million blocks from 2,000 and 20,000 samples, with gstat in the same run, and how time grows. */
export function benchKrigings(node, bundle, runs, root, folder, isQuick) {
  const script = bundle("bench/kriging.bench.ts", "kriging.mjs");
  const worker = bundle("platform/src/jobs/krigingWorker.ts", "krigingWorker.mjs");
  const withPeer = hasGstat();
  const cases = [2000, 20_000].map((samples) => {
    const at = join(folder, `kriging-${samples}`);
    node(script, "export", samples, at);
    const time = (search, threads) => node(script, "time", samples, search, threads, runs, worker);
    const rows = ["sphere", "ellipsoid"].flatMap((search) =>
      [1, 2].map((threads) => ({ search, threads, ...time(search, threads) })),
    );
    const engine = node(script, "engine", samples);
    const peer = withPeer ? peerRun(root, at, isQuick ? 1 : runs) : null;
    const agreement = peer === null ? null : compare(rows[0].probe, join(at, "gstat.csv"));
    return { samples, rows: rows.map(({ probe: _probe, ...row }) => row), engine, peer, agreement };
  });
  const growth = isQuick
    ? []
    : [
        ...[1e4, 1e5, 1e6, 1e7].map((blocks) => node(script, "growth", 2000, blocks)),
        ...[1e3, 1e4, 1e5, 1e6].map((samples) => node(script, "growth", samples, 1e6)),
      ];
  return { cases, growth };
}

function peerRun(root, folder, runs) {
  const script = join(root, "bench/kriging_gstat.R");
  const done = spawnSync("Rscript", [script, folder, String(runs)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (done.status !== 0) throw new Error(`kriging_gstat.R ended with ${done.status ?? done.error}`);
  return JSON.parse(done.stdout);
}

/** Largest relative differences of estimates and variances over the peer's blocks. */
function compare(probe, file) {
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(1);
  const worst = [0, 0];
  for (const [i, row] of rows.entries())
    for (const [c, cell] of row.split(",").entries())
      worst[c] = Math.max(worst[c], Math.abs(probe[2 * i + c] - Number(cell)) / Math.abs(Number(cell)));
  return { estimate: worst[0], variance: worst[1] };
}

export function reportKrigings({ cases, growth }) {
  for (const { samples, rows, engine, peer, agreement } of cases) {
    console.log(`\nordinary kriging of 1,000,000 blocks from ${samples} samples, 32 neighbours, estimate and variance`);
    const scaled = (values) => values.map((s) => (s * 1e6) / peerBlocks);
    const line = ({ search, threads, seconds, cpuSeconds, peakRiseMb }) => [
      `Relode, ${threads} thread${threads > 1 ? "s" : ""}, ${search}`,
      ...[median(seconds), least(seconds), least(cpuSeconds)].map((s) => `${s.toFixed(2)} s`),
      `${peakRiseMb.toFixed(0)} MB`,
      peer ? `${(least(scaled(peer.cpuSeconds)) / least(cpuSeconds)).toFixed(1)} x` : "",
    ];
    const lines = rows.map(line);
    lines.push(["Relode without the kernel *", "", "", `${engine.cpuMicroseconds.toFixed(1)} s`, "", ""]);
    if (peer)
      lines.push([
        `R gstat ${peer.gstat} *`,
        ...[median(scaled(peer.seconds)), least(scaled(peer.seconds)), least(scaled(peer.cpuSeconds))].map(
          (s) => `${s.toFixed(1)} s`,
        ),
        `${peer.peakMb} MB (all)`,
        "1",
      ]);
    console.log(table(["", "median", "least", "least CPU", "peak RSS rise", "peer's CPU / it"], lines));
    console.log(`* timed on fewer blocks (gstat ${peerBlocks}, without the kernel 20,000) and scaled to 1,000,000`);
    if (agreement)
      console.log(
        `largest relative difference from gstat: estimate ${agreement.estimate.toExponential(1)}, variance ${agreement.variance.toExponential(1)}`,
      );
  }
  if (growth.length > 0)
    console.log(
      `\n${table(
        ["kriging, one thread, in parts", "samples", "CPU us a block", "peak RSS rise"],
        growth.map((g) => [
          `${g.blocks} blocks`,
          g.samples,
          g.cpuMicroseconds.toFixed(2),
          `${g.peakRiseMb.toFixed(0)} MB`,
        ]),
      )}`,
    );
}
