import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folderNameFindings, languageFindings } from "./scripts/architecture/languageRule.ts";
import {
  cycleFindings,
  indexImportFindings,
  levelFindings,
  missingFileFindings,
} from "./scripts/architecture/levelRule.ts";
import { purityFindings } from "./scripts/architecture/purityRule.ts";
import { readSourceTree, type SourceTree } from "./scripts/architecture/sourceTree.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const sources = readSourceTree(root, ["core/src", "platform/src", "web/src"]);
const everything = readSourceTree(root, ["core", "platform", "web", "validation", "bench", "scripts"]);

/** A tree of tiny files, to show that a rule can fail. */
function snippets(files: Readonly<Record<string, string>>): SourceTree {
  return new Map(Object.entries(files));
}

describe("the tree as it stands", () => {
  test("holds source files, so that the rules below have something to look at", () => {
    expect([...sources.keys()]).toContain("core/src/numerics/philox.ts");
  });
  test("every folder imports only from lower levels", () => expect(levelFindings(sources)).toEqual([]));
  test("inside src the defining file is imported", () => expect(indexImportFindings(sources)).toEqual([]));
  test("every relative import names a file that is there", () => expect(missingFileFindings(sources)).toEqual([]));
  test("no imports run in a circle, types included", () => expect(cycleFindings(sources)).toEqual([]));
  test("core reaches for nothing outside its arguments", () => expect(purityFindings(sources)).toEqual([]));
  test("no default export, export *, enum, namespace or any", () => expect(languageFindings(everything)).toEqual([]));
  test("no folder has an empty name", () => expect(folderNameFindings(everything.keys())).toEqual([]));
  test("the compiler shows core neither Node nor the DOM", () => {
    const config = JSON.parse(readFileSync(new URL("core/tsconfig.json", import.meta.url), "utf8"));
    expect(config.compilerOptions).toMatchObject({ lib: ["ES2023"], types: [] });
  });
  test("core depends on no package but those that read and write bytes of file formats", () => {
    const manifest = JSON.parse(readFileSync(new URL("core/package.json", import.meta.url), "utf8"));
    expect(Object.keys(manifest.dependencies ?? {})).toEqual(["fflate", "geotiff", "hyparquet", "hyparquet-writer"]);
  });
});

describe("each rule finds what it forbids", () => {
  test.each([
    ["upward", "core/src/numerics/a.ts", 'import { b } from "../supply/b.ts";'],
    ["upward, as a type", "core/src/numerics/a.ts", 'import type { B } from "../supply/b.ts";'],
    ["upward, as an import type", "core/src/numerics/a.ts", 'let b: import("../supply/b.ts").B;'],
    ["upward, dynamically", "core/src/numerics/a.ts", 'void import("../supply/b.ts");'],
    ["upward, by re-export", "core/src/numerics/a.ts", 'export { b } from "../supply/b.ts";'],
    ["upward, by the package's name", "core/src/evidence/a.ts", 'import { b } from "@relode/core/supply";'],
    ["sideways", "core/src/evidence/a.ts", 'import { b } from "../geochem/b.ts";'],
    ["from core into the shell", "core/src/supply/a.ts", 'import { b } from "../../../platform/src/files/b.ts";'],
    ["from the shell's jobs into its api", "platform/src/jobs/a.ts", 'import { b } from "../api/b.ts";'],
    ["from the web into the api", "web/src/a.ts", 'import { b } from "../../platform/src/api/b.ts";'],
    ["from a folder without a level", "core/src/cheese/a.ts", ""],
    ["into a folder without a level", "core/src/supply/a.ts", 'import { b } from "../cheese/b.ts";'],
    ["of an example by the core", "core/src/supply/a.ts", 'import b from "../../../examples/b.json";'],
  ])("an import %s", (_way, path, text) => {
    expect(levelFindings(snippets({ [path]: text }))).toHaveLength(1);
  });

  test.each([
    ["downward", "core/src/supply/a.ts", 'import { b } from "../numerics/b.ts";'],
    ["within the folder", "core/src/datasets/x/a.ts", 'import { b } from "../y/b.ts";'],
    ["of the pure plots by the web", "web/src/a.ts", 'import { b } from "../../platform/src/plot/b.ts";'],
    ["of core by the web", "web/src/a.ts", 'import { b } from "@relode/core/supply";'],
  ])("and lets an import %s pass", (_way, path, text) => {
    expect(levelFindings(snippets({ [path]: text }))).toEqual([]);
  });

  test("a circle of two, once, also when one half is a type", () => {
    const tree = snippets({
      "core/src/supply/a.ts": 'import type { B } from "./b.ts";',
      "core/src/supply/b.ts": 'import { a } from "./a.ts";',
      "core/src/supply/c.ts": 'import { a } from "./a.ts";',
    });
    expect(cycleFindings(tree)).toEqual(["core/src/supply/a.ts -> core/src/supply/b.ts -> core/src/supply/a.ts"]);
  });

  test("an import of a public face, and of a file that is not there", () => {
    const tree = snippets({ "core/src/supply/a.ts": 'import { b } from "../numerics/index.ts";' });
    expect(indexImportFindings(tree)).toHaveLength(1);
    expect(missingFileFindings(tree)).toHaveLength(1);
    const web = snippets({ "web/src/a.ts": 'import { b } from "../../platform/src/plot/index.ts";' });
    expect(indexImportFindings(web)).toEqual([]);
  });

  test.each([
    'import { readFileSync } from "node:fs";',
    'import { readFileSync } from "fs";',
    'import { z } from "zod";',
    "const draw = Math.random();",
    "const now = Date.now();",
    "const now = new Date();",
    'const rows = fetch("http://example.org");',
    "const width = window.innerWidth;",
    "const home = process.env;",
    "console.log(1);",
  ])("in core: %s", (text) => {
    expect(purityFindings(snippets({ "core/src/supply/a.ts": text }))).toHaveLength(1);
    expect(purityFindings(snippets({ "platform/src/files/a.ts": text }))).toEqual([]);
  });

  test.each([
    "export const a = (process: { route: string }) => process.route;",
    "export interface A { readonly process: string; readonly location: string }",
    'export const a = { process: "flotation" }; export const b = a.process;',
    "export const year = (iso: string) => new Date(iso).getUTCFullYear();",
    "// Math.random() is forbidden here",
  ])("in core and lets this pass: %s", (text) => {
    expect(purityFindings(snippets({ "core/src/supply/a.ts": text }))).toEqual([]);
  });

  test.each([
    ["a default export", "export default 1;"],
    ["a default export", "export default function () {}"],
    ["a default export", "const a = 1; export { a as default };"],
    ["export *", 'export * from "./b.ts";'],
    ["export *", 'export * as b from "./b.ts";'],
    ["an enum", "enum A { b }"],
    ["an enum", "const enum A { b }"],
    ["a namespace", "namespace A {}"],
    ["the type any", "let a: any;"],
    ["the type any", "const a = 1 as any;"],
    ["the type any", "let a: Map<string, any[]>;"],
  ])("%s: %s", (fault, text) => {
    expect(languageFindings(snippets({ "web/src/a.ts": text }))).toEqual([`web/src/a.ts:1 has ${fault}`]);
  });

  test("and lets a switch's default and a tool's configuration pass", () => {
    const tree = snippets({
      "core/src/supply/a.ts": "switch (1) { default: }",
      "web/vite.config.ts": "export default {};",
      "web/src/a.d.ts": 'declare module "*.csv" {}',
    });
    expect(languageFindings(tree)).toEqual([]);
  });

  test("a folder with an empty name, once", () => {
    expect(folderNameFindings(["core/src/utils/a.ts", "core/src/utils/b.ts", "core/src/utilsOf.ts"])).toEqual([
      "core/src/utils/: name the folder for its subject",
    ]);
  });
});
