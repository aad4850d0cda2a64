import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError, type Issue } from "@relode/core/evidence";
import { examplePond, prepareBody } from "@relode/core/resource";
import { afterAll, describe, expect, test } from "vitest";
import { openResourceInputs } from "./resourceInputs.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { files } = examplePond(1);
const project = JSON.parse(files.get("project.json") ?? "{}");
let number = 0;

/** Findings of severity error of the example with some of its files or keys replaced; null means the file is missing. */
async function errorsOf(
  changes: Readonly<Record<string, unknown>>,
  tables: Readonly<Record<string, string | null>> = {},
) {
  const place = join(folder, `case-${number++}`);
  const { mkdirSync } = await import("node:fs");
  mkdirSync(place);
  for (const [name, text] of files) {
    const body = name in tables ? tables[name] : text;
    if (body !== null && body !== undefined && name !== "project.json") writeFileSync(join(place, name), body);
  }
  writeFileSync(join(place, "project.json"), JSON.stringify({ ...project, truth: undefined, ...changes }));
  try {
    prepareBody(await openResourceInputs(join(place, "project.json")));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.issues.filter(({ severity }: Issue) => severity === "error");
  }
  return [];
}

const lines = (name: string) => (files.get(name) ?? "").trimEnd().split("\n");

describe("a project that cannot be estimated is refused with a code", () => {
  test("and the example itself is not", async () => expect(await errorsOf({})).toEqual([]));

  test("every missing file is named at once, and nothing that follows from it", async () => {
    const errors = await errorsOf({}, { "assay.csv": null, "surface-today.csv": null, "surface-natural.asc": null });
    expect(errors.map(({ code, path }) => [code, path])).toEqual([
      ["resource.file", "assay.csv"],
      ["resource.file", "surface-today.csv"],
      ["resource.file", "surface-natural.asc"],
    ]);
  });

  test("an unknown key with the nearest known one", async () => {
    const [error] = await errorsOf({ variabels: [] });
    expect(error).toMatchObject({ code: "project.unknown-key", path: "variabels" });
    expect(error.message).toContain('did you mean "variables"?');
  });

  test("a unit that is none", async () => {
    const surfaces = { ...project.surfaces, today: { ...project.surfaces.today, unit: "yards" } };
    const [error] = await errorsOf({ surfaces });
    expect(error).toMatchObject({ code: "project.not-a-choice", path: "surfaces.today.unit" });
    expect(error.message).toContain("m, ft, us-ft");
  });

  test("a grid of 10^12 blocks, before memory is taken", async () => {
    const [error] = await errorsOf({ grid: { ...project.grid, count: [10_000, 10_000, 10_000] } });
    expect(error.code).toBe("project.not-a-grid");
    expect(error.message).toContain("1000000000000 blocks, limit 20000000");
  });

  test("a domain without samples", async () => {
    const domains = [...project.domains, { name: "slag", codes: ["SLAG"], layers: "body-top" }];
    const codes = (await errorsOf({ domains })).map(({ code }) => code);
    expect(codes).toContain("resource.no-contact");
  });

  test("a single domain whose code nobody logged", async () => {
    const [error] = await errorsOf({ domains: [{ name: "slag", codes: ["SLAG"] }] });
    expect(error).toMatchObject({ code: "resource.domain-empty", path: "domains, slag" });
  });

  test("one hole", async () => {
    const only = (name: string) =>
      `${lines(name)
        .filter((line, i) => i === 0 || line.startsWith("TP-001,"))
        .join("\n")}\n`;
    const tables = Object.fromEntries(
      ["collar.csv", "survey.csv", "assay.csv", "lithology.csv"].map((name) => [name, only(name)]),
    );
    const [error] = await errorsOf({}, tables);
    expect(error.code).toBe("resource.one-hole");
  });

  test("two holes at one place whose composites coincide, by their names", async () => {
    const twin = (name: string) =>
      `${[
        ...lines(name),
        ...lines(name)
          .filter((line) => line.startsWith("TP-020,"))
          .map((line) => line.replaceAll("TP-020", "TP-020B")),
      ].join("\n")}\n`;
    const tables = Object.fromEntries(
      ["collar.csv", "survey.csv", "assay.csv", "lithology.csv"].map((name) => [name, twin(name)]),
    );
    const errors = await errorsOf({}, tables);
    expect(errors.some(({ code }) => code === "resource.duplicate-samples" || code === "collar.same-coordinates")).toBe(
      true,
    );
    expect(errors.map(({ message, path }) => `${path} ${message}`).join(" ")).toContain("TP-020B");
  });

  test("a grade that is no number", async () => {
    const assay = lines("assay.csv");
    assay[5] = assay[5].replace(/,\d+,0\./, ",NaN?,0.");
    const [error] = await errorsOf({}, { "assay.csv": `${assay.join("\n")}\n` });
    expect(error.code).toBe("assay.unreadable");
  });

  test("top and base exchanged", async () => {
    const [error] = await errorsOf({ body: { ...project.body, top: "natural", base: "today" } });
    expect(error.code).toBe("resource.surfaces-crossed");
    expect(error.message).toContain("exchange top and base");
  });

  test("a top in feet against collars in metres, by holes, median and remedy", async () => {
    const inFeet = lines("surface-today.csv").map((line, i) => {
      const [east, north, z] = line.split(",");
      return i === 0 ? line : `${east},${north},${(Number(z) / 0.3048).toFixed(2)}`;
    });
    const [error] = await errorsOf({}, { "surface-today.csv": `${inFeet.join("\n")}\n` });
    expect(error).toMatchObject({ code: "resource.top-disagrees", path: "body.top" });
    // The top lies near 118 m: 118 / 0.3048 - 118 = 269.
    expect(error.message).toMatch(/a median of 2[67]\d\.\d m above the collars of 66 holes, .*check unit and datum/);
  });

  test("east and north of the collars exchanged, before anything that follows from it", async () => {
    const [eastAt, northAt] = ["east", "north"].map((name) => lines("collar.csv")[0].split(",").indexOf(name));
    const swapped = lines("collar.csv").map((line, i) => {
      const cells = line.split(",");
      return i === 0
        ? line
        : cells.map((c, at) => (at === eastAt ? cells[northAt] : at === northAt ? cells[eastAt] : c)).join(",");
    });
    const errors = await errorsOf({}, { "collar.csv": `${swapped.join("\n")}\n` });
    expect(errors.map(({ code }) => code)).toEqual(["resource.collars-swapped"]);
    expect(errors[0].message).toContain("66 of 66 collars lie outside the outline; are east and north exchanged?");
  });

  test("an outline elsewhere", async () => {
    const outline = [
      [0, 0],
      [10, 0],
      [10, 10],
    ];
    expect((await errorsOf({ body: { ...project.body, outline } })).map(({ code }) => code)).toEqual([
      "resource.no-body",
    ]);
  });

  test("an element nobody assayed", async () => {
    const [error] = await errorsOf({ variables: [{ substance: "Au" }] });
    expect(error).toMatchObject({ code: "resource.no-variable", path: "variables, Au" });
    expect(error.message).toContain("found are Co, Cu, Ni, Nd, S");
  });

  test("a surface, a code and a variable named twice or not declared", async () => {
    const codes = (
      await errorsOf({
        body: { top: "tody", base: "natural" },
        domains: [
          { name: "a", codes: ["OX"] },
          { name: "b", codes: ["OX"] },
        ],
        variables: [{ substance: "Co" }, { substance: "Co" }],
      })
    ).map(({ code }) => code);
    expect(codes).toEqual(["project.not-a-name", "project.twice", "project.twice"]);
  });

  test("text that is not JSON", async () => {
    const place = join(folder, "broken.json");
    writeFileSync(place, "{ oops");
    await expect(openResourceInputs(place)).rejects.toThrow("not JSON");
    expect(readdirSync(folder)).toContain("broken.json");
  });
});
