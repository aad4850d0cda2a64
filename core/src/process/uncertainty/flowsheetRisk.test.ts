import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../numerics/normal.ts";
import { prepareFlowsheet } from "../flowsheet/prepareFlowsheet.ts";
import { readFlowsheet } from "../flowsheet/readFlowsheet.ts";
import { drawnFlowsheet } from "./drawnFlowsheet.ts";
import { flowsheetRisk, type RiskOptions } from "./flowsheetRisk.ts";
import { readUncertainty } from "./readUncertainty.ts";

type Fields = Record<string, unknown>;

/** Feed and make-up mixed, split in two, part of the second returned: linear in the feeds. */
const linear = (changes: { feed?: Fields; makeUp?: Fields; split?: Fields; correlations?: unknown } = {}) => ({
  schema: "relode.flowsheet/1",
  name: "linear",
  components: [
    { id: "quartz", phase: "solid" },
    { id: "pyrite", phase: "solid" },
    { id: "H2O", phase: "aqueous", isCarrier: true },
  ],
  units: [
    { id: "mix", kind: "mixer" },
    { id: "split", kind: "splitter", parameters: { share: 0.4 }, uncertainty: changes.split },
    { id: "recycle", kind: "splitter", parameters: { share: 0.5 } },
  ],
  streams: [
    {
      id: "feed",
      to: { unit: "mix", port: "in" },
      feed: { solids: { kgPerH: 100, massFraction: { quartz: 0.9, pyrite: 0.1 } } },
      uncertainty: changes.feed,
    },
    { id: "make-up", to: { unit: "mix", port: "in" }, feed: { kgPerH: { quartz: 50 } }, uncertainty: changes.makeUp },
    { id: "mixed", from: { unit: "mix", port: "out" }, to: { unit: "split", port: "in" } },
    { id: "product", from: { unit: "split", port: "first" } },
    { id: "rest", from: { unit: "split", port: "second" }, to: { unit: "recycle", port: "in" } },
    { id: "tails", from: { unit: "recycle", port: "first" } },
    { id: "back", from: { unit: "recycle", port: "second" }, to: { unit: "mix", port: "in" } },
  ],
  correlations: changes.correlations,
});

function riskOf(file: unknown, options: RiskOptions) {
  const { document, issues } = readFlowsheet(file);
  if (document === null) throw new Error(JSON.stringify(issues));
  const uncertainty = readUncertainty(document);
  const { flowsheet } = prepareFlowsheet(document);
  if (flowsheet === null) throw new Error("not prepared");
  const made = drawnFlowsheet(flowsheet, uncertainty.quantities);
  if (!("drawn" in made)) throw new Error("the base is not solved");
  return flowsheetRisk(document.name, made.drawn, uncertainty.quantities, uncertainty.correlations, options);
}

function issuesOf(file: unknown) {
  const { document } = readFlowsheet(file);
  if (document === null) throw new Error("not read");
  return readUncertainty(document).issues;
}

const feeds = {
  feed: { "solids.kgPerH": { sd: 8, grade: "A", source: "weighed" } },
  makeUp: { "kgPerH.quartz": { sd: 3, grade: "B", source: "published" } },
  correlations: [{ a: "feed.solids.kgPerH", b: "make-up.kgPerH.quartz", correlation: 0.6 }],
};

describe("a flowsheet linear in two normal feeds", () => {
  const draws = 4000;
  const { risk } = riskOf(linear(feeds), { draws, seed: 7 });
  const band = (id: string) => {
    const found = risk.outcomes.find((one) => one.id === id);
    if (found === undefined) throw new Error(id);
    return found;
  };
  // Product = 0.4/(1 − 0.6 × 0.5) of what enters; variance of a sum of correlated normals in closed form.
  const gain = 0.4 / 0.7;
  const sd = (gain * Math.sqrt(8 ** 2 + 3 ** 2 + 2 * 0.6 * 8 * 3)) / 1000;
  test("mean, deviation and quantiles of a product are those of the closed form, within three sampling errors", () => {
    const product = band("stream.product.totalTPerH");
    const mean = (gain * 150) / 1000;
    expect(product.base).toBeCloseTo(mean, 12);
    expect(Math.abs(product.mean - mean)).toBeLessThan((3 * sd) / Math.sqrt(draws));
    expect(Math.abs(product.sd - sd)).toBeLessThan((3 * sd) / Math.sqrt(2 * draws));
    // Sampling error of a 5 % quantile: √(0.05 × 0.95/n)/density, density 0.1031/sd.
    const error = (Math.sqrt((0.05 * 0.95) / draws) / 0.1031) * sd;
    expect(Math.abs(product.p05 - (mean + normalQuantile(0.05) * sd))).toBeLessThan(3 * error);
    expect(Math.abs(product.p95 - (mean + normalQuantile(0.95) * sd))).toBeLessThan(3 * error);
    expect(product.standardError).toBeCloseTo(product.sd / Math.sqrt(draws), 12);
  });
  test("recovery of an element of one linear circuit does not depend on its feed", () => {
    const recovery = band("recovery.S.product");
    expect(recovery.base).toBeCloseTo(gain, 10);
    expect(recovery.sd).toBeLessThan(1e-9);
  });
  test("every draw is solved, and the whole has the weaker of two grades", () => {
    expect([risk.solved, risk.failed, risk.evidence]).toEqual([draws, 0, "B"]);
  });
});

test("Sobol shares of a linear flowsheet with independent feeds are the shares of variance, Morris's μ* the slope times the range", () => {
  const { risk } = riskOf(linear({ feed: feeds.feed, makeUp: feeds.makeUp }), {
    draws: 400,
    seed: 3,
    sobol: 1024,
    morris: 8,
    wanted: ["stream.product.totalTPerH"],
  });
  const [feed, makeUp] = risk.sobol?.outcomes[0].shares ?? [];
  expect(Math.abs(feed.total - 64 / 73)).toBeLessThan(3 * feed.totalError);
  expect(Math.abs(makeUp.total - 9 / 73)).toBeLessThan(3 * makeUp.totalError);
  // Levels 0, 1/3, 2/3, 1 of the range 5-95 %: both steps of 2/3 have the same size by symmetry.
  const q = (x: number) => normalQuantile(0.05 + 0.9 * x);
  const slope = (0.4 / 0.7 / 1000) * 8 * ((q(2 / 3) - q(0)) / (2 / 3));
  expect(risk.morris?.outcomes[0].effects[0].meanSize).toBeCloseTo(slope, 9);
  expect(risk.morris?.runs).toBe(24);
  const ranks = risk.ranks[0].shares;
  expect(ranks[0].key).toBe("feed.solids.kgPerH");
  expect(ranks[0].share).toBeCloseTo(64 / 73, 1);
});

test("a draw depends on seed, quantity and number alone: more draws and another quantity leave it as it was", () => {
  const one = riskOf(linear({ feed: feeds.feed }), { draws: 8, seed: 5 }).columns;
  const two = riskOf(linear({ feed: feeds.feed, makeUp: feeds.makeUp }), { draws: 16, seed: 5 }).columns;
  const name = "feed.solids.kgPerH";
  expect(Array.from(two.inputs.get(name)?.subarray(0, 8) ?? [])).toEqual(Array.from(one.inputs.get(name) ?? []));
});

test("a fraction closed by another leaves the flow of solids as it is", () => {
  const fraction = { sd: 0.02, grade: "A", source: "assay", closedBy: "solids.massFraction.quartz" };
  const { risk } = riskOf(linear({ feed: { "solids.massFraction.pyrite": fraction } }), { draws: 200, seed: 1 });
  const band = (id: string) => risk.outcomes.find((one) => one.id === id);
  expect(band("stream.feed.solidsTPerH")?.sd).toBeLessThan(1e-12);
  expect(band("stream.feed.kgPerH.pyrite")?.sd).toBeGreaterThan(1.5);
});

test("a path to a table draws one factor on all its numbers", () => {
  const { risk } = riskOf(linear({ feed: { "solids.massFraction": { relativeSd: 0.1 } } }), { draws: 400, seed: 1 });
  expect(risk.quantities[0]).toMatchObject({ unit: "factor", base: 1, grade: "D" });
  const solids = risk.outcomes.find(({ id }) => id === "stream.feed.solidsTPerH");
  expect((solids?.sd ?? 0) / (solids?.mean ?? 1)).toBeCloseTo(0.1, 1);
});

test("draws that cannot be solved are counted with their reason, and bands are of the others", () => {
  // What pyrite gains quartz loses, and there is little of it.
  const narrow = { range: [0.05, 1], law: "uniform", grade: "D", closedBy: "kgPerH.quartz" };
  const file = linear();
  const feed = { kgPerH: { quartz: 0.5, pyrite: 0.1 } };
  const streams = file.streams.map((stream) =>
    stream.id === "feed" ? { ...stream, feed, uncertainty: { "kgPerH.pyrite": narrow } } : stream,
  );
  const { risk: broken, columns } = riskOf({ ...file, streams }, { draws: 400, seed: 2 });
  // Fails where pyrite exceeds 0.6: 0.4/0.95 of the draws.
  expect(Math.abs(broken.failed / 400 - 0.4 / 0.95)).toBeLessThan(0.08);
  expect(broken.failures[0]).toMatchObject({ code: "process.uncertainty-closing", draws: broken.failed });
  expect(broken.failures[0].first.every((k) => columns.isSolved[k] === 0)).toBe(true);
  const pyrite = broken.outcomes.find(({ id }) => id === "stream.feed.kgPerH.pyrite");
  expect(pyrite?.p95).toBeLessThanOrEqual(0.6);
});

describe("what a file is told about its laws", () => {
  const split = (law: unknown) => issuesOf(linear({ split: { share: law } }));
  test("a law needs one measure of spread, a known law and a range that holds the value", () => {
    for (const law of [
      {},
      { sd: 0.1, gsd: 2 },
      { range: [0.5, 0.9] },
      { range: [0.9, 0.1] },
      { sd: -1 },
      { sd: "x" },
      3,
    ])
      expect(split(law).map(({ code, severity }) => `${severity} ${code}`)).toContain("error process.uncertainty");
  });
  test("a path that leads nowhere names what there is", () => {
    const [issue] = issuesOf(linear({ split: { shares: { sd: 0.1 } } }));
    expect(issue.message).toContain("share");
  });
  test("a law partly beyond hard bounds is cut and says by how much; one mostly beyond is refused", () => {
    const [cut] = split({ sd: 0.3, grade: "A", source: "x" });
    // Φ(−0.4/0.3) + Φ(−0.6/0.3) = 0.0912 + 0.0228.
    expect([cut.code, cut.message.slice(0, 6)]).toEqual(["process.uncertainty-cut", "11.4 %"]);
    expect(split({ range: [2, 9], law: "uniform" })[0].severity).toBe("error");
  });
  test("no grade of evidence means judged, and is said", () => {
    expect(split({ sd: 0.01 }).map(({ code }) => code)).toEqual(["process.uncertainty-grade"]);
  });
  test("a correlation of what is not uncertain is an error", () => {
    const file = linear({ feed: feeds.feed, correlations: [{ a: "feed.solids.kgPerH", b: "x", correlation: 0.1 }] });
    expect(issuesOf(file).map(({ path }) => path)).toEqual(["correlations[0]"]);
  });
});
