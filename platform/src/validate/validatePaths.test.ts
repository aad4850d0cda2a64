import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { maxCaseBytes, validatePaths } from "./validatePaths.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-validate-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const vehicles = { quantity: "ev-equivalent", massT: 89_000, kgPerVehicle: 8.9 };
const supplyFile = (cases: readonly unknown[]) => ({ title: "t", category: "supply", cases });

async function outcomes(name: string, file: unknown) {
  const { rows } = await validatePaths([await written(name, file)]);
  return rows.map(({ key, outcome }) => `${key} ${outcome}`);
}

describe("outcomes", () => {
  test("89,000 t at 8.9 kg a vehicle are 10 million vehicles, and a wrong expected value fails", async () => {
    const tolerance = { rel: 1e-9 };
    const file = supplyFile([
      { id: "right", inputs: vehicles, expected: { million: 10 }, tolerance },
      { id: "wrong", inputs: vehicles, expected: { million: 10.001 }, tolerance },
    ]);
    const { rows, issues } = await validatePaths([await written("two.json", file)]);
    expect(issues).toEqual([]);
    expect(rows).toEqual([
      { caseId: "right", key: "million", got: "10", expected: "10", tolerance: "rel 1e-9", outcome: "pass" },
      { caseId: "wrong", key: "million", got: "10", expected: "10.001", tolerance: "rel 1e-9", outcome: "fail" },
    ]);
  });

  test("underscores and case of keys do not count", async () => {
    const inputs = { quantity: "EV_equivalent", mass_t: 89_000, kg_per_vehicle: 8.9 };
    expect(await outcomes("keys.json", supplyFile([{ id: "a", inputs, expected: { Million: 10 } }]))).toEqual([
      "Million pass",
    ]);
  });

  test("a key, a quantity or a category without an adapter is not covered", async () => {
    expect(await outcomes("a.json", supplyFile([{ id: "a", inputs: vehicles, expected: { cost: 1 } }]))).toEqual([
      "cost not covered",
    ]);
    expect(await outcomes("b.json", supplyFile([{ inputs: { quantity: "x" }, expected: { million: 10 } }]))).toEqual([
      "million not covered",
    ]);
    expect(
      await outcomes("c.json", { category: "astrology", cases: [{ inputs: vehicles, expected: { million: 10 } }] }),
    ).toEqual(["million not covered"]);
  });

  test.each([
    ["a null expected value", { inputs: vehicles, expected: { million: null } }],
    ["no expected value", { inputs: vehicles }],
    ["an empty object of expected values", { inputs: vehicles, expected: {} }],
    ["inputs that are missing", { inputs: { quantity: "ev-equivalent" }, expected: { million: 10 } }],
    ["inputs that the function refuses", { inputs: { ...vehicles, kgPerVehicle: 0 }, expected: { million: 10 } }],
    ["a word for a number", { inputs: vehicles, expected: { million: "10" } }],
    ["a NaN result", { inputs: { quantity: "kaplan-meier", detected: [], limits: [1, 2] }, expected: { median: 1 } }],
  ])("%s never passes", async (name, one) => {
    const category = name.startsWith("a NaN") ? "geochemistry" : "supply";
    const found = await outcomes("never.json", { category, cases: [{ id: "a", ...one }] });
    expect(found).toHaveLength(1);
    expect(found[0]).not.toMatch(/pass$/);
    if (!name.startsWith("an empty")) expect(found[0]).toMatch(/fail$/);
  });

  test("the name of an inherited property is no quantity and no key", async () => {
    const file = supplyFile([
      { id: "a", inputs: { quantity: "constructor" }, expected: { toString: 1, __proto__x: 2 } },
    ]);
    expect(await outcomes("proto.json", file)).toEqual(["toString not covered", "__proto__x not covered"]);
  });
});

describe("files", () => {
  test.each([
    ["not JSON", "{", "validate.not-json"],
    ["a NaN literal, which is not JSON", '{"cases":[{"expected":NaN}]}', "validate.not-json"],
    ["an empty file", "", "validate.not-json"],
    ["a list", "[]", "validate.not-an-object"],
    ["null", "null", "validate.not-an-object"],
    ["cases that are no list", '{"cases":{}}', "validate.bad-case"],
    ["a case that is no object", '{"cases":[1]}', "validate.bad-case"],
    ["brackets nested a hundred thousand deep", `{"expected":${"[".repeat(1e5)}${"]".repeat(1e5)}}`, ""],
    [
      "expected values nested 50 deep",
      `{"cases":[{"expected":${"[".repeat(50)}1${"]".repeat(50)}}]}`,
      "validate.too-deep",
    ],
    ["an empty list of cases", '{"cases":[]}', "validate.no-cases"],
    ["two cases of one name", '{"cases":[{"id":"a"},{"id":"a"}]}', "validate.duplicate-id"],
  ])("%s is an issue, never a stack trace", async (_name, text, code) => {
    const { issues, rows } = await validatePaths([await written("bad.json", text)]);
    expect(issues).toHaveLength(1);
    expect(issues[0].message).not.toMatch(/\n|at .*:\d+:\d+/);
    expect(rows.filter((row) => row.outcome === "pass")).toEqual([]);
    if (code !== "") expect(issues[0].code).toBe(code);
  });

  test("a missing path, a device, an empty folder and no path at all are issues", async () => {
    const empty = join(folder, "empty");
    await mkdir(empty);
    const { issues, rows } = await validatePaths([join(folder, "nowhere.json"), "/dev/null", empty]);
    expect(issues.map((issue) => issue.code)).toEqual([
      "validate.missing",
      "validate.not-a-file",
      "validate.empty-folder",
    ]);
    expect(rows).toEqual([]);
    expect((await validatePaths([])).issues.map((issue) => issue.code)).toEqual(["validate.no-paths"]);
  });

  test("a file above the limit is refused before it is read", async () => {
    const path = await written("large.json", " ".repeat(maxCaseBytes + 1));
    expect((await validatePaths([path])).issues.map((issue) => issue.code)).toEqual(["validate.too-large"]);
    await rm(path);
  });

  test.skipIf(process.getuid?.() === 0)("an unreadable folder is an issue and the rest is run", async () => {
    const locked = join(folder, "tree", "locked");
    await mkdir(locked, { recursive: true });
    await written("tree/good.json", supplyFile([{ id: "a", inputs: vehicles, expected: { million: 10 } }]));
    await chmod(locked, 0);
    const { issues, rows } = await validatePaths([join(folder, "tree")]);
    await chmod(locked, 0o755);
    expect(issues.map((issue) => issue.code)).toEqual(["validate.unreadable-folder"]);
    expect(rows).toHaveLength(1);
  });

  test("nested folders are walked in order of name, and a link to the folder above is not followed", async () => {
    const one = (id: string) => supplyFile([{ id, inputs: vehicles, expected: { million: 10 } }]);
    await written("nest/b/case.json", one("second"));
    await written("nest/a/deeper/case.json", one("first"));
    await symlink(join(folder, "nest"), join(folder, "nest", "loop"));
    const { rows, inputs, issues } = await validatePaths([join(folder, "nest")]);
    expect(issues).toEqual([]);
    expect(rows.map((row) => row.caseId)).toEqual(["first", "second"]);
    expect(inputs.map((input) => input.sha256)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  test("a folder of geostatistics gives a row per table, not covered, with its number of rows", async () => {
    await written("geo/settings.json", {});
    await written("geo/data.csv", "x\n1\n");
    await written("geo/expected_ok.csv", "x,y\n1,2\n3,4\n");
    const { rows } = await validatePaths([join(folder, "geo")]);
    expect(rows).toEqual([
      {
        caseId: "geo",
        key: "expected_ok.csv",
        got: "-",
        expected: "2 rows of geostatistics",
        tolerance: "",
        outcome: "not covered",
      },
    ]);
  });
});

// The collection of reference cases stands beside the checkout where a developer has put it: ../shared/reference.
const collection = fileURLToPath(new URL("../../../../shared/reference", import.meta.url));

test("every file of the reference collection beside the checkout runs through", async (context) => {
  if (!existsSync(collection)) {
    context.skip(`no reference collection at ${collection}; nothing was checked`);
    return;
  }
  const { rows, issues, inputs } = await validatePaths([collection]);
  expect(issues.filter((issue) => issue.severity === "error")).toEqual([]);
  const jsonFiles = readdirSync(collection, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".json") && !name.endsWith("settings.json"),
  );
  expect(jsonFiles.length).toBeGreaterThan(40);
  expect(inputs.filter((input) => input.name.endsWith(".json"))).toHaveLength(jsonFiles.length);
  expect(rows.filter((row) => row.outcome === "fail")).toEqual([]);
  expect(rows.length).toBeGreaterThan(4000);
});
