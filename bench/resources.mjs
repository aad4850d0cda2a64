import { table } from "./tables.mjs";

/** A resource estimate of the synthetic pond by number of blocks and threads. */
export function benchResources(node, bundle, sizes) {
  const script = bundle("bench/resource.bench.ts", "resource.mjs");
  const worker = bundle("platform/src/jobs/resourceWorker.ts", "resourceWorker.mjs");
  return sizes.flatMap((blocks) => [1, 2].map((threads) => node(script, blocks, threads, worker)));
}

export function reportResources(rows) {
  console.log("\nresource estimate: cobalt, density and moisture kriged, two realisations, without the report");
  console.log(
    table(
      ["blocks", "in the body", "threads", "wall", "CPU", "peak RSS"],
      rows.map(({ blocks, blocksInBody, threads, seconds, cpuSeconds, peakMb }) => [
        String(blocks),
        String(blocksInBody),
        String(threads),
        `${seconds.toFixed(1)} s`,
        `${cpuSeconds.toFixed(1)} s`,
        `${peakMb.toFixed(0)} MB`,
      ]),
    ),
  );
}
