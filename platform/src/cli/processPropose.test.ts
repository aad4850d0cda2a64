import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-propose-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});
const example = fileURLToPath(new URL("../../../examples/cobalt-tailings-waste.json", import.meta.url));
const flowsheet = fileURLToPath(new URL("../../../examples/uky-coal-refuse.json", import.meta.url));

function quiet(): { said: () => string } {
  let said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((words) => ((said += String(words)), true));
  return { said: () => said };
}

test("the example gives a file for each route, and each runs in process run", async () => {
  const out = join(folder, "proposals");
  quiet();
  expect(await runCommandLine(["process", "propose", example, "--quick", "--out", out])).toBe(0);
  const files = readdirSync(out).filter((name) => name !== "proposals.json");
  expect(files).toContain("re-flotation_sold_one.json");
  const { result, manifest } = JSON.parse(readFileSync(join(out, "proposals.json"), "utf8"));
  expect(result.proposals.map(({ file }: { file: string }) => file).sort()).toEqual([...files].sort());
  expect(manifest.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  const report = join(folder, "report.json");
  expect(await runCommandLine(["process", "run", join(out, "re-flotation_sold_one.json"), "--out", report])).toBe(0);
  const { result: run, issues } = JSON.parse(readFileSync(report, "utf8"));
  expect(run.status).toBe("converged");
  expect(run.worstBalance).toBeLessThan(1e-9);
  expect(issues.filter(({ severity }: { severity: string }) => severity !== "info")).toEqual([]);
});

describe("what cannot be proposed", () => {
  test.each([
    ["an unknown route", ["--route", "re-flotaton"], 2, "no route re-flotaton; did you mean re-flotation"],
    ["a rate of a million", ["--rate", "1e6"], 2, "--rate must lie in 0 to 0.5"],
    ["a plant of no size", ["--tonnes-per-hour", "0"], 2, "--tonnes-per-hour must lie in 0.001 to 100000"],
    ["a route of another waste", ["--route", "phosphogypsum"], 1, "not in the catalogue for tailings"],
  ])("%s", async (_what, flags, code, words) => {
    const { said } = quiet();
    expect(await runCommandLine(["process", "propose", example, ...flags])).toBe(code);
    expect(said()).toContain(words);
  });
  test("a flowsheet given for a waste is named as such, with what to do", async () => {
    const { said } = quiet();
    expect(await runCommandLine(["process", "propose", flowsheet])).toBe(1);
    expect(said()).toContain("this is a flowsheet (relode.flowsheet/1), not a waste: solve it with relode process run");
  });
  test("every fault of a file is told at once, with place, value and bound", async () => {
    const file = join(folder, "faults.json");
    writeFileSync(
      file,
      JSON.stringify({
        name: "a",
        type: "cheese",
        elements: [
          { element: "Co", ppm: -1, hosts: { sulfide: 70 } },
          { element: "co", ppm: 1 },
        ],
        facts: { p80: { low: 9, high: 1 }, clay: 200 },
        minerals: { quartz: 80, kryptonite: 1 },
      }),
    );
    const { said } = quiet();
    expect(await runCommandLine(["process", "propose", file])).toBe(1);
    for (const words of [
      "type: must be one of tailings",
      "elements[0].ppm: must lie in 0 to 1000000 ppm of dry mass (mg/L of water), got -1",
      "elements[0].hosts.sulfide: must be a share of 0 to 1, got 70; if it is a percentage write 0.7",
      'elements[1].element: must be the symbol of an element such as Co, got "co"',
      "facts.p80: low 9 is above high 1 µm",
      "facts.clay: must lie in 0 to 100 %, got 200",
      "minerals.kryptonite: no such mineral in the table",
    ])
      expect(said()).toContain(words);
  });
});
