import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOnce, relode, startRelode } from "./builtCommand.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-hostile-"));
const at = (name: string) => join(folder, name);
const quick = "--draws 200 --elements Ge --threads 0";
const mines = readFileSync(
  fileURLToPath(new URL("../../../core/src/datasets/usMetalMines/data.csv", import.meta.url)),
  "utf8",
);
const columns = "id,name,lon,lat,mainCommodity,depositType,oreLowT,oreMidT,oreHighT,oreBasis,source";
const row = "test,Test mine,-100,40,Cu,Porphyry copper,1000,2000,3000,D,a test";

let server: Server;
let port = 0;

beforeAll(async () => {
  await buildOnce();
  writeFileSync(at("file"), "");
  writeFileSync(at("wrong.csv"), "a,b,c\n1,2,3\n");
  writeFileSync(at("header.csv"), `${columns}\n`);
  writeFileSync(at("bad.csv"), `${columns}\n${row}\n${row.replace("test,", "two,").replace("2000", "two")}\n`);
  writeFileSync(at("order.csv"), `${columns}\n${row.replace("1000", "9000")}\n`);
  writeFileSync(at("semicolon.csv"), mines.slice(0, 400).replaceAll(",", ";"));
  writeFileSync(at("locked.xlsx"), Buffer.from("d0cf11e0a1b11ae1", "hex"));
  writeFileSync(at("page.csv"), "<!doctype html><html><body>Sign in</body></html>");
  mkdirSync(at("out"));
  mkdirSync(at("out/elements.csv"));
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("mines");
  sheet.addRow(columns.split(","));
  sheet.addRow(row.replace("test,", ",").split(","));
  await book.xlsx.writeFile(at("bad.xlsx"));
  server = createServer((request, answer) => {
    if (request.url?.startsWith("/html")) answer.setHeader("content-type", "text/html").end("<html>Sign in</html>");
    else if (request.url?.startsWith("/slow")) answer.write("a");
    else answer.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What every failure keeps to: nothing of ours shows, and standard output stays free. */
async function refused(args: string, code: number, message: string): Promise<void> {
  const told = args.replaceAll("@", `${folder}/`).replaceAll("%", `http://127.0.0.1:${port}`);
  const ended = await relode(told);
  expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: "" });
  expect(ended.stderr).toContain(message.replaceAll("@", `${folder}/`));
  expect(ended.stderr).not.toMatch(/\n\s+at |node:internal|should not happen/);
}

const draws = "must be a whole number from 100 to 1000000.";
const seed = "must be a whole number from 0 to 9007199254740991.";

describe("a command line that cannot be meant ends with code 2 and says why", () => {
  test.each([
    ["", "Usage: relode [options] [command]"],
    ["supply", "Usage: relode supply [options] [command]"],
    ["minerals", "error: unknown command 'minerals'"],
    ["supply scren", "Did you mean screen?"],
    ["supply screen --bogus", "error: unknown option '--bogus'"],
    ["supply screen extra", "error: too many arguments for 'screen'. Expected 0 arguments but got 1."],
    ["supply screen --draws 5", `'--draws <n>' argument '5' is invalid. ${draws}`],
    ["supply screen --draws 1e4", `'--draws <n>' argument '1e4' is invalid. ${draws}`],
    ["supply screen --draws 0x100", `argument '0x100' is invalid. ${draws}`],
    ["supply screen --draws 1000001", `argument '1000001' is invalid. ${draws}`],
    ["supply screen --draws", "option '--draws <n>' argument missing"],
    ["supply screen --draws 200 --draws 300", "error: --draws is given twice; give it once [usage.flag-twice]"],
    ["supply screen --seed -1", `'--seed <n>' argument '-1' is invalid. ${seed}`],
    ["supply screen --seed 1.5", `'--seed <n>' argument '1.5' is invalid. ${seed}`],
    ["supply screen --seed 9007199254740992", seed],
    ["supply screen --threads 257", "must be a whole number from 0 to 256."],
    ["supply screen --elements li", "must be element symbols such as Li,Ge; li is none."],
    ["supply screen --elements ,", "must be element symbols such as Li,Ge, at least one."],
    ["supply screen --elements Ge,Xx", "no concentrations of Xx; there are 70 elements: Li Be B"],
    ["supply screen --edition 2025", "Allowed choices are mcs2024, mcs2025, mcs2026."],
    ["supply screen --geochemistry guess", "Allowed choices are priors, cmio."],
    ["supply screen --geochemistry cmio", "no table is stored; run `relode data fetch cmio`"],
    ["supply screen --mines @none.csv", "@none.csv: no such file; check the path and its spelling [file.not-found]"],
    ["supply screen --mines @out", "@out: is a folder; name a CSV or XLSX file [file.not-readable]"],
    ["process run @out", "@out: is a folder; name a flowsheet in JSON [file.not-readable]"],
    ["process propose @out", "@out: is a folder; name a waste file in JSON [file.not-readable]"],
    ["economics evaluate @out", "@out: is a folder; name an economics project in JSON [file.not-readable]"],
    ["resource estimate @out --out @new", "@out: is a folder; name a resource project in JSON [file.not-readable]"],
    ["supply screen --out @file", "output folder @file is a file"],
    ["supply screen --out @file/deep", "output folder @file/deep cannot be written"],
    [`supply screen ${quick} --out @out`, "@out/elements.csv cannot be written: the system refuses (EISDIR)"],
    ["supply element", "error: missing required argument 'symbol'"],
    ["supply element ge", "ge is no element symbol; did you mean Ge? [usage.symbol]"],
    ["supply element germanium", "germanium is no element symbol; write e.g. Ge, Li, or REE"],
    ["supply element Og", "no concentrations of Og"],
    ["supply element REE --elements Ge", "--elements does not go with one element"],
    ["supply mine", "error: missing required argument 'id'"],
    ["supply mine RED-DOG", "no mine RED-DOG among 77; did you mean red-dog? [usage.mine]"],
    ["supply mine nowhere", "no mine nowhere among 77; `relode data show usMetalMines` lists them"],
    ["supply report", "required option '--out <file>' not specified"],
    ["supply report --out @out", "@out cannot be written: it is there and is no file"],
    ["supply report --out @no/report.html", "there is no folder @no; make it, or choose another with --out"],
    ["supply scenario Xx", "no concentrations of Xx"],
    ["supply scenario Ge --recovery 1.01", "must be a number from 0 to 1."],
    ["supply scenario Ge --demand 0", "must be a number from 0.01 to 1000."],
    ["data show", "error: missing required argument 'table'"],
    ["data show mines", "no table mines; there are usMetalMines, oreGeochemistryPriors"],
    ["data show cmio", "the CMiO table is not stored; get it by `relode data fetch cmio`"],
    ["data list --data @file", "data folder @file is a file; choose another with --data FOLDER or set RELODE_DATA"],
    ["data fetch elements", "elements cannot be fetched or imported; only cmio can"],
    ["data fetch cmio --data @d --service nowhere", '--service "nowhere" is not an address'],
    ["data fetch cmio --data @d --service ftp://a", "uses ftp:, expected http: or https:"],
    ["data import cmio", "error: missing required argument 'file'"],
    ["validate @none", "@none: no such file or folder; check the path and its spelling [file.not-found]"],
    ["serve --port 99999", "must be a whole number from 0 to 65535."],
    ["serve --data @file", "data folder @file is a file"],
    ["start --data @file/deep", "data folder @file/deep cannot be written"],
  ])("relode %s", (args, message) => refused(args, 2, message));

  test("a folder that the system cannot make is refused, not tried for ever", async () => {
    if (process.platform === "linux")
      await refused("supply screen --out /proc/relode", 2, "output folder /proc/relode");
  }, 10_000);
});

const badData: [string, string][] = [
  [`supply screen ${quick} --mines @file`, "@file: the file is empty; the first line must name the columns"],
  [`supply screen ${quick} --mines @wrong.csv`, "wrong.csv, line 1: column id is missing; found: a, b, c"],
  [`supply screen ${quick} --mines @header.csv`, "no mine is counted with ore above zero"],
  [`supply screen ${quick} --mines @bad.csv`, "bad.csv, row 3, column oreMidT"],
  [`supply screen ${quick} --mines @order.csv`, "order.csv, row 2"],
  [`supply screen ${quick} --mines @bad.xlsx`, "bad.xlsx, row 2, column id: cell is blank; a value is required"],
  [`supply screen ${quick} --mines @semicolon.csv`, "semicolon"],
  [`supply screen ${quick} --mines @locked.xlsx`, "an old .xls or a workbook with a password; save it as .xlsx"],
  [`supply element Ge --draws 200 --threads 0 --priors @wrong.csv`, "wrong.csv, line 1: column"],
  [`supply scenario Ge --draws 200 --market @wrong.csv`, "wrong.csv, line 1: column"],
  ["data import cmio @page.csv --data @d", "page.csv"],
  ["data fetch cmio --data @d --service %/html", "this is a web page, not the table"],
  ["data fetch cmio --data @d --service %/busy", "the server answered 503 Service Unavailable, expected 200"],
];

describe("bad data ends with code 1 and says what is wrong where", () => {
  test.each(badData.filter((_, i) => i % 5 === 0))("relode %s", (args, message) => refused(args, 1, message));
});

describe("with --json bad data is one object with result null on standard output", () => {
  test.each(badData)("relode %s", async (args, message) => {
    const told = args.replaceAll("@", `${folder}/`).replaceAll("%", `http://127.0.0.1:${port}`);
    const { code, stdout, stderr } = await relode(`${told} --json`);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(code).toBe(1);
    expect(Object.keys(document)).toEqual(["result", "issues", "manifest"]);
    expect(document["result"]).toBeNull();
    const issues = (document["issues"] as { path: string; message: string; severity: string }[]).filter(
      (issue) => issue.severity === "error",
    );
    const said = issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n");
    for (const text of [said, stderr]) expect(text).toContain(message.replaceAll("@", `${folder}/`));
    expect(document["manifest"]).toMatchObject({ software: "relode", command: told.split(" --")[0] });
  });
});

describe("what goes wrong outside", () => {
  test("Ctrl-C during a fetch ends with 130 and leaves no part of a table", async () => {
    const run = startRelode([
      "data",
      "fetch",
      "cmio",
      "--data",
      at("stop"),
      "--service",
      `http://127.0.0.1:${port}/slow`,
    ]);
    await run.says(/cmio: 0 %/);
    run.interrupt();
    const ended = await run.ended;
    expect([ended.code, ended.stdout]).toEqual([130, ""]);
    expect(ended.stderr).toMatch(/stopped\n$/);
    expect(readdirSync(at("stop/cmio"))).toEqual([]);
  });

  test.each(["supply screen --threads 0", "supply screen --threads 1", "supply converge", "supply scenario Ge"])(
    "Ctrl-C during %s ends with 130, says so and writes no result",
    async (args) => {
      const run = startRelode([...args.split(" "), "--draws", "300000"]);
      await run.says(/screening: 0 %/);
      run.interrupt();
      const ended = await run.ended;
      expect([ended.code, ended.stdout]).toEqual([130, ""]);
      expect(ended.stderr).toMatch(/stopped\n$/);
    },
  );

  test("a reader that goes away is no error", async () => {
    const run = startRelode(["data", "show", "worldProduction", "--rows", "2354"]);
    run.closeStdout();
    expect(await run.ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("a home folder that cannot be written does not keep anyone from reading tables", async () => {
    const ended = await relode("data list", { HOME: at("file"), RELODE_DATA: "" });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain("cmio: not stored.");
  });
});
