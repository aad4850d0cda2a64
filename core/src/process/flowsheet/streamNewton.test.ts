import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { componentKgPerH } from "../streams/stream.ts";
import type { FlowsheetDocument, StreamSpec } from "./flowsheetDocument.ts";
import { flowsheetReport } from "./flowsheetReport.ts";
import { prepareFlowsheet } from "./prepareFlowsheet.ts";
import { solveFlowsheet } from "./solveFlowsheet.ts";
import { solveSparse } from "./sparseSolve.ts";

/** Stages of a mixer and a splitter, `share` of which goes on and the rest back; fed at the first, and at the last with water. */
function chain(stages: number, share: number): FlowsheetDocument {
  const last = stages - 1;
  const to = (k: number) => (k < 0 || k > last ? null : { unit: `m${k}`, port: "in" });
  return {
    schema: "relode.flowsheet/1",
    name: "chain",
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    units: Array.from({ length: stages }, (_, k) => [
      { id: `m${k}`, kind: "mixer" },
      { id: `s${k}`, kind: "splitter", parameters: { share } },
    ]).flat(),
    streams: [
      { id: "feed", from: null, to: to(0), feed: { kgPerH: { quartz: 100 } } },
      { id: "wash", from: null, to: to(last), feed: { kgPerH: { H2O: 40 } } },
      ...Array.from({ length: stages }, (_, k): StreamSpec[] => [
        { id: `t${k}`, from: { unit: `m${k}`, port: "out" }, to: { unit: `s${k}`, port: "in" } },
        { id: `on${k}`, from: { unit: `s${k}`, port: "first" }, to: to(k + 1) },
        { id: `back${k}`, from: { unit: `s${k}`, port: "second" }, to: to(k - 1) },
      ]).flat(),
    ],
  };
}

/** Share of what enters the first stage that leaves at the far end: the gambler's ruin (Feller 1968, vol. 1, ch. XIV). */
function ruin(stages: number, share: number): number {
  const r = (1 - share) / share;
  return Math.abs(r - 1) < 1e-12 ? 1 / (stages + 1) : (1 - r) / (1 - r ** (stages + 1));
}

function solvedChain(stages: number, share: number) {
  const { flowsheet, issues } = prepareFlowsheet(chain(stages, share));
  if (flowsheet === null) throw new Error(JSON.stringify(issues));
  const solution = solveFlowsheet(flowsheet);
  const end = solution.streams.get(`on${stages - 1}`);
  const report = flowsheetReport(flowsheet, solution);
  return {
    solution,
    report,
    quartz: componentKgPerH(end as never, "quartz"),
    water: componentKgPerH(end as never, "H2O"),
  };
}

describe("counter-current chains", () => {
  const lengths = process.env["RELODE_LARGE"] === "1" ? [50, 200, 1000, 3000] : [50, 200, 1000];
  test.each(lengths)("%i stages that send half on and half back let 1/(n + 1) through, balanced to 1e-9", (n) => {
    const { solution, report, quartz, water } = solvedChain(n, 0.5);
    expect(solution.status).toBe("converged");
    expect(quartz / 100 / ruin(n, 0.5)).toBeCloseTo(1, 7);
    expect(water / 40 / (1 - ruin(n, 0.5))).toBeCloseTo(1, 8);
    expect(report.worstBalance).toBeLessThan(1e-9);
    expect(solution.passes).toBeLessThan(100);
  });

  property.prop([fc.integer({ min: 60, max: 220 }), fc.double({ min: 0.45, max: 0.6, noNaN: true })], { numRuns: 8 })(
    "a chain of any length and share lets the gambler's ruin through",
    (n, share) => {
      const { solution, report, quartz } = solvedChain(n, share);
      expect(solution.status).toBe("converged");
      expect(quartz / 100 / ruin(n, share)).toBeCloseTo(1, 6);
      expect(report.worstBalance).toBeLessThan(1e-9);
    },
  );
});

describe("sparse elimination", () => {
  property.prop([
    fc.integer({ min: 1, max: 30 }),
    fc.array(fc.tuple(fc.nat(29), fc.nat(29), fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 90 }),
  ])("gives back the solution of a system whose right side was made from it", (n, entries) => {
    const rows = Array.from({ length: n }, (_, i) => new Map([[i, 1]]));
    for (const [i, j, value] of entries) if (i < n && j < n && i !== j) rows[i].set(j, value);
    // Dominant by rows, so that it is well conditioned; rows turned round, so that the diagonal is not where it should be.
    for (const [i, row] of rows.entries()) row.set(i, 1 + [...row.values()].reduce((sum, v) => sum + Math.abs(v), 0));
    rows.reverse();
    const x = Float64Array.from({ length: n }, (_, i) => Math.cos(3 * i));
    const b = Float64Array.from(rows, (row) => [...row].reduce((sum, [j, value]) => sum + value * x[j], 0));
    const found = solveSparse(
      rows.map((row) => new Map(row)),
      b,
    );
    expect(found).not.toBeNull();
    for (const [i, value] of (found as Float64Array).entries()) expect(Math.abs(value - x[i])).toBeLessThan(1e-10);
  });

  test("a singular system is told by null", () => {
    const rows = [
      new Map([
        [0, 1],
        [1, 2],
      ]),
      new Map([
        [0, 2],
        [1, 4],
      ]),
    ];
    expect(solveSparse(rows, Float64Array.from([1, 2]))).toBeNull();
  });
});
