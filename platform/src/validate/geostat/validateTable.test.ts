import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validatePaths } from "../validatePaths.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-geostat-"));
  // Under a pure nugget of 4 the estimate is the mean, 3, and its variance 4 (1 + 1/3).
  const settings = {
    model: { nugget: 4, structures: [] },
    search: { radii: [50, 50, 50] },
    grid: { count: [1, 1, 1], first_centre: [5, 5, 0], size: [1, 1, 1] },
    runs: { near: { kind: "OK", ndmax: 8 }, bad: { kind: "SK", ndmax: 8 } },
  };
  await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
  await writeFile(join(folder, "data.csv"), "x,y,z,v\n0,0,0,1\n9,0,0,2\n0,9,0,6\n");
  const variance = 4 * (1 + 1 / 3);
  await writeFile(
    join(folder, "expected_near.csv"),
    `x,y,z,estimate,variance,n_used\n5,5,0,3,${variance},3\n5,4,0,3.1,${variance},3\n900,0,0,,,0\n`,
  );
  await writeFile(join(folder, "expected_bad.csv"), "x,y,z,estimate,variance\n5,5,0,3,1\n");
  await writeFile(join(folder, "expected_unheard_of.csv"), "a\n1\n");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a folder of geostatistics that nobody has seen", () => {
  test("gives a row per value: right, wrong, and rightly not estimated", async () => {
    const { rows } = await validatePaths([folder]);
    const near = rows.filter(({ caseId }) => caseId.endsWith("expected_near.csv"));
    expect(near.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual([
      "estimate[1] pass",
      "estimate[2] fail",
      "estimate[3] pass",
      "variance[1] pass",
      "variance[2] pass",
      "variance[3] pass",
      "n_used[1] pass",
      "n_used[2] pass",
      "n_used[3] pass",
    ]);
    expect(near[2].expected).toBe("not estimated");
  });

  test("a run without what it needs fails with the reason, a table of unknown kind is not covered", async () => {
    const { rows } = await validatePaths([folder]);
    const bad = rows.find(({ caseId }) => caseId.endsWith("expected_bad.csv"));
    expect(bad?.outcome).toBe("fail");
    expect(bad?.got).toContain("runs.bad.skmean: must be a finite number, got nothing");
    expect(rows.filter(({ outcome }) => outcome === "not covered").map(({ key }) => key)).toEqual([
      "expected_unheard_of.csv",
    ]);
  });
});
