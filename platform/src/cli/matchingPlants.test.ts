import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { bestPlants, type CandidatePlant, sharedPlants, solveMixed } from "@relode/core/matching";
import type { LinearProgram } from "@relode/core/process";
import { linearProgramSolver } from "../files/linearProgram.ts";
import { runCommandLine } from "./commandLine.ts";

const solve = await linearProgramSolver();
const folder = mkdtempSync(join(tmpdir(), "relode-plants-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const sixTenths = (usdAtMillion: number) => (tpa: number) => usdAtMillion * (tpa / 1e6) ** 0.6;
const none = () => 0;

describe("yes-or-no columns by branch and bound", () => {
  const knapsack = (values: readonly number[], weights: readonly number[], room: number): LinearProgram => ({
    cost: Float64Array.from(values, (value) => -value),
    lower: new Float64Array(values.length),
    upper: new Float64Array(values.length).fill(1),
    rowLower: Float64Array.of(Number.NEGATIVE_INFINITY),
    rowUpper: Float64Array.of(room),
    starts: Int32Array.from({ length: values.length + 1 }, (_, j) => j),
    rows: new Int32Array(values.length),
    values: Float64Array.from(weights),
  });
  property.prop(
    [
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 20 })), {
        minLength: 1,
        maxLength: 9,
      }),
      fc.integer({ min: 1, max: 80 }),
    ],
    { numRuns: 10 },
  )("a knapsack comes out as trying every set gives it", (items, room) => {
    let best = 0;
    for (let set = 0; set < 2 ** items.length; set++) {
      const chosen = items.filter((_, at) => ((set >> at) & 1) === 1);
      if (chosen.reduce((sum, [, weight]) => sum + weight, 0) <= room)
        best = Math.max(
          best,
          chosen.reduce((sum, [value]) => sum + value, 0),
        );
    }
    const found = solveMixed(
      knapsack(
        items.map(([value]) => value),
        items.map(([, weight]) => weight),
        room,
      ),
      items.map((_, at) => at),
      solve,
    );
    expect(found.status).toBe("optimal");
    expect(-found.objective).toBeCloseTo(best, 6);
  });
});

describe("plants that bodies share", () => {
  const plant = (id: string, usdPerT: readonly number[], usdAtMillion: number): CandidatePlant => ({
    id,
    usdPerT,
    capitalUsd: sixTenths(usdAtMillion),
    fixedUsdPerYear: none,
  });

  test("worked by hand: one body, one plant at the largest step, no discount: value less six-tenths capital", () => {
    const answer = sharedPlants(
      [{ id: "a", tonnes: 10e6 }],
      [plant("p", [12], 40e6)],
      { lifeYears: 10, rate: 0 },
      solve,
    );
    expect(answer.npvUsd).toBeCloseTo(12 * 10e6 - 40e6, 0);
    expect(answer.plants).toMatchObject([{ id: "p", capacityTpa: expect.closeTo(1e6, 3) as number }]);
  });
  test("two bodies far apart build a plant each, close by they share one: six-tenths against haulage", () => {
    const bodies = [
      { id: "a", tonnes: 5e6 },
      { id: "b", tonnes: 5e6 },
    ];
    const apart = (haul: number) => [plant("at a", [20, 20 - haul], 60e6), plant("at b", [20 - haul, 20], 60e6)];
    const terms = { lifeYears: 10, rate: 0 };
    // Two plants of 0.5 Mt/a cost 2 × 60 × 0.5^0.6 = 79.2 MUSD, one of 1 Mt/a 60: sharing saves 19.2, haulage of 5 Mt costs 5 a dollar.
    expect(sharedPlants(bodies, apart(3), terms, solve).plants).toHaveLength(1);
    expect(sharedPlants(bodies, apart(5), terms, solve).plants).toHaveLength(2);
  });
  test("what loses stays, unless every tonne must be treated: then at the least loss", () => {
    const bodies = [{ id: "a", tonnes: 1e6 }];
    const plants = [plant("dear", [-5], 10e6), plant("cheap", [-3], 10e6)];
    expect(sharedPlants(bodies, plants, { lifeYears: 10, rate: 0.08 }, solve)).toMatchObject({
      plants: [],
      flows: [],
      npvUsd: 0,
    });
    expect(
      sharedPlants(bodies, plants, { lifeYears: 10, rate: 0.08, mustTreat: true }, solve).plants.map(({ id }) => id),
    ).toEqual(["cheap"]);
  });
  property.prop(
    [
      fc.array(fc.integer({ min: -10, max: 30 }), { minLength: 6, maxLength: 6 }),
      fc.array(fc.integer({ min: 5, max: 80 }), { minLength: 3, maxLength: 3 }),
    ],
    { numRuns: 5 },
  )(
    "agrees with trying every set of plants, each piece of the cost curve taken as a plant of its own",
    (values, costs) => {
      const bodies = [
        { id: "a", tonnes: 4e6 },
        { id: "b", tonnes: 7e6 },
      ];
      const stepsTpa = [0.1e6, 0.3e6, 0.6e6, 1.1e6];
      const plants = costs.map((cost, p) => plant(`p${p}`, [values[2 * p], values[2 * p + 1]], cost * 1e6));
      const answer = sharedPlants(bodies, plants, { lifeYears: 10, rate: 0, stepsTpa }, solve);
      const pieces = plants.flatMap(({ id, usdPerT, capitalUsd }) =>
        stepsTpa.slice(1).map((to, k) => {
          const from = stepsTpa[k];
          const slope = (capitalUsd(to) - capitalUsd(from)) / (to - from);
          return {
            id: `${id} ${k}`,
            usdPerT,
            fixedUsd: capitalUsd(from) - slope * from,
            usdPerTpa: slope,
            leastTpa: from,
            mostTpa: to,
          };
        }),
      );
      const tried = bestPlants(bodies, pieces, 10, solve);
      expect(answer.piecewiseNpvUsd / 1e6).toBeCloseTo(tried.netUsd / 1e6, 4);
      // Straight pieces lie below a curve that flattens: the programme sees capital a little too cheap.
      expect(answer.npvUsd).toBeLessThanOrEqual(answer.piecewiseNpvUsd + 1);
    },
  );
  test.each([
    ["no body", [], { lifeYears: 10, rate: 0 }, "needs bodies"],
    ["a life of 0", [{ id: "a", tonnes: 1 }], { lifeYears: 0, rate: 0 }, "life must lie"],
    ["steps that fall", [{ id: "a", tonnes: 1 }], { lifeYears: 1, rate: 0, stepsTpa: [2, 1] }, "ascending"],
  ])("%s is refused", (_what, bodies, terms, words) => {
    expect(() =>
      sharedPlants(
        bodies,
        [
          plant(
            "p",
            bodies.map(() => 1),
            1e6,
          ),
        ],
        terms,
        solve,
      ),
    ).toThrow(words);
  });
});

test("two ponds on the command line share one flotation plant, sized for both, and the file says so", async () => {
  const pond = (name: string, east: number) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(
      file,
      JSON.stringify({
        name,
        type: "tailings",
        atKm: [east, 0],
        elements: [{ element: "Co", ppm: 4000, hosts: { sulfide: 0.9 } }],
        facts: { p80: 70, sulfideSulfur: 5, carbonate: 12, tonnes: 3e6 },
        pricesUsdPerKg: { Co: 30 },
      }),
    );
    return file;
  };
  const out = join(folder, "plants.json");
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  expect(
    await runCommandLine([
      "matching",
      "plants",
      pond("east pond", 0),
      pond("west pond", -3),
      "--kinds",
      "2",
      "--out",
      out,
    ]),
  ).toBe(0);
  const { result } = JSON.parse(readFileSync(out, "utf8"));
  expect(result.plants).toHaveLength(1);
  expect(result.plants[0].capacityTpa).toBeCloseTo(6e6 / 12, 0);
  expect(result.plants[0].id).toMatch(/flotation/);
  expect(result.flows.map(({ tonnes }: { tonnes: number }) => tonnes)).toEqual([3e6, 3e6]);
});

test("one file given as two bodies is refused before it is read", async () => {
  const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  expect(await runCommandLine(["matching", "plants", "pond.json", "./pond.json"])).toBe(2);
  expect(said.mock.calls.flat().join("")).toContain("pond.json is named twice");
});
