import {
  type FlowsheetDocument,
  type Flowsheet,
  prepareFlowsheet,
  readFlowsheet,
  solveFlowsheet,
  type Stream,
  ukyCoalRefuse,
} from "@relode/core/process";

// Run by bench/run.mjs with the number of runs; prints JSON: wall and CPU seconds of each run by name.

const runs = Number(process.argv[2]);

function prepared(document: FlowsheetDocument): Flowsheet {
  const read = readFlowsheet(JSON.parse(JSON.stringify(document)));
  const { flowsheet } = prepareFlowsheet(read.document ?? document);
  if (flowsheet === null) throw new Error("the flowsheet of the benchmark cannot be prepared");
  return flowsheet;
}

/** A concentrator of 15 units: grind with cyclone, five banks with recycles, thickener, filter, splits. */
function concentrator(): FlowsheetDocument {
  const unit = (id: string, kind: string, parameters: object = {}) => ({ id, kind, parameters });
  const bank = (id: string, fast: number) =>
    unit(id, "flotation-bank", {
      ratePerMinute: { chalcopyrite: fast, pyrite: 0.1 * fast, quartz: 0.02 },
      cells: 5,
      cellVolumeM3: 20,
      waterRecovery: 0.06,
      entrainment: [0.8, 0.4, 0.1, 0.02, 0],
    });
  const end = (text: string | null) => {
    if (text === null) return null;
    const [id, port] = text.split(":");
    return { unit: id, port };
  };
  const stream = (id: string, from: string | null, to: string | null, kgPerH?: Record<string, number>) => ({
    id,
    from: end(from),
    to: end(to),
    ...(kgPerH === undefined ? {} : { feed: { kgPerH, sizeFraction: [0.1, 0.15, 0.2, 0.25, 0.3] } }),
  });
  return {
    schema: "relode.flowsheet/1",
    name: "concentrator",
    components: [
      { id: "quartz", phase: "solid" },
      { id: "pyrite", phase: "solid" },
      { id: "chalcopyrite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeClassesUm: [20, 53, 106, 212, 425],
    units: [
      unit("feed mixer", "mixer"),
      unit("mill", "mill", { breakage: 4 }),
      unit("cyclone", "hydrocyclone", { cutUm: 90 }),
      bank("rougher", 0.8),
      bank("scavenger", 0.4),
      bank("cleaner 1", 0.6),
      bank("cleaner 2", 0.5),
      bank("cleaner 3", 0.4),
      unit("regrind", "mill", { breakage: 2 }),
      unit("thickener", "thickener", { underflowSolids: 0.6 }),
      unit("filter", "cake-filter", { cakeMoisture: 0.1 }),
      unit("tails thickener", "thickener", { underflowSolids: 0.55 }),
      unit("water tank", "mixer"),
      unit("water split", "splitter", { share: 0.85 }),
      unit("pulper", "pulper", { solidsMassFraction: 0.35 }),
    ],
    streams: [
      stream("ore", null, "pulper:feed", { quartz: 95_000, pyrite: 3000, chalcopyrite: 2000, H2O: 10_000 }),
      stream("pulp", "pulper:pulp", "feed mixer:in"),
      stream("mill feed", "feed mixer:out", "mill:feed"),
      stream("ground", "mill:product", "cyclone:feed"),
      stream("coarse", "cyclone:underflow", "feed mixer:in"),
      stream("fine", "cyclone:overflow", "rougher:feed"),
      stream("rougher concentrate", "rougher:concentrate", "regrind:feed"),
      stream("rougher tails", "rougher:tailings", "scavenger:feed"),
      stream("scavenger concentrate", "scavenger:concentrate", "regrind:feed"),
      stream("tails", "scavenger:tailings", "tails thickener:feed"),
      stream("reground", "regrind:product", "cleaner 1:feed"),
      stream("cleaner 1 concentrate", "cleaner 1:concentrate", "cleaner 2:feed"),
      stream("cleaner 1 tails", "cleaner 1:tailings", "scavenger:feed"),
      stream("cleaner 2 concentrate", "cleaner 2:concentrate", "cleaner 3:feed"),
      stream("cleaner 2 tails", "cleaner 2:tailings", "cleaner 1:feed"),
      stream("concentrate", "cleaner 3:concentrate", "thickener:feed"),
      stream("cleaner 3 tails", "cleaner 3:tailings", "cleaner 2:feed"),
      stream("thick", "thickener:underflow", "filter:feed"),
      stream("clear", "thickener:overflow", "water tank:in"),
      stream("cake", "filter:cake", null),
      stream("filtrate", "filter:filtrate", "water tank:in"),
      stream("thick tails", "tails thickener:underflow", null),
      stream("reclaim", "tails thickener:overflow", "water tank:in"),
      stream("process water", "water tank:out", "water split:in"),
      stream("water back", "water split:first", "pulper:feed"),
      stream("water bleed", "water split:second", null),
    ],
  };
}

const scaled = (stream: Stream, factor: number): Stream => ({
  ...stream,
  kgPerH: stream.kgPerH.map((kg) => kg * factor),
});

function timed(work: () => void): { seconds: number; cpuSeconds: number } {
  const before = process.cpuUsage();
  const started = performance.now();
  work();
  const used = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (used.user + used.system) / 1e6 };
}

const results: { name: string; unit: string; handled: number; runs: { seconds: number; cpuSeconds: number }[] }[] = [];
const uky = ukyCoalRefuse();
const first = timed(() => void solveFlowsheet(prepared(uky)));
results.push({ name: "UKy flowsheet, first solve of a process", unit: "solve", handled: 1, runs: [first] });
const cold = Array.from({ length: runs }, () => timed(() => void solveFlowsheet(prepared(uky))));
results.push({ name: "UKy flowsheet, cold", unit: "solve", handled: 1, runs: cold });
const flowsheet = prepared(uky);
const base = solveFlowsheet(flowsheet);
const refuse = base.streams.get("refuse");
if (refuse === undefined || base.status !== "converged") throw new Error("the UKy flowsheet did not converge");
const warm = Array.from({ length: 4 * runs }, (_, i) =>
  timed(() => {
    const feeds = new Map([["refuse", scaled(refuse, i % 2 === 0 ? 1.02 : 0.98)]]);
    if (solveFlowsheet(flowsheet, { warm: base.warm, feeds }).status !== "converged") throw new Error("not converged");
  }),
);
results.push({ name: "UKy flowsheet, warm after a 2 % change of feed", unit: "solve", handled: 1, runs: warm });

const plant = prepared(concentrator());
const start = solveFlowsheet(plant);
const ore = start.streams.get("ore");
if (ore === undefined || start.status !== "converged") throw new Error(`the concentrator: ${start.issues[0]?.message}`);
const many = 500;
const coldMany = timed(() => {
  for (let i = 0; i < many; i++)
    solveFlowsheet(plant, { feeds: new Map([["ore", scaled(ore, 0.9 + (0.2 * i) / many)]]) });
});
results.push({ name: "15-unit concentrator, cold", unit: "solve", handled: many, runs: [coldMany] });
const warmMany = timed(() => {
  for (let i = 0; i < many; i++)
    solveFlowsheet(plant, { warm: start.warm, feeds: new Map([["ore", scaled(ore, 0.9 + (0.2 * i) / many)]]) });
});
results.push({ name: "15-unit concentrator, warm", unit: "solve", handled: many, runs: [warmMany] });
process.stdout.write(JSON.stringify(results));
