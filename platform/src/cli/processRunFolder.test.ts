import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";
import * as printing from "./print.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "relode-process-run-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a solve into a folder leaves tables, the Sankey picture and a page with every stream, all loading nothing", async () => {
  const file = join(folder, "plant.json");
  const port = (unit: string, name: string) => ({ unit, port: name });
  await writeFile(
    file,
    JSON.stringify({
      schema: "relode.flowsheet/1",
      name: "splitter <b>",
      components: [{ id: "quartz", phase: "solid" }],
      units: [{ id: "split", kind: "splitter", parameters: { share: 0.7 } }],
      streams: [
        { id: "feed", to: port("split", "in"), feed: { kgPerH: { quartz: 1000 } } },
        { id: "product", from: port("split", "first") },
        { id: "rest", from: port("split", "second") },
      ],
    }),
  );
  const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const printed = vi.spyOn(printing, "print").mockImplementation(() => undefined);
  const out = join(folder, "out");
  const code = await runCommandLine(["process", "run", file, "--out", out]);
  quiet.mockRestore();
  printed.mockRestore();
  process.exitCode = 0;
  expect(code).toBe(0);
  expect(readdirSync(out).toSorted()).toEqual([
    "elements.csv",
    "report.html",
    "run.json",
    "sankey.svg",
    "streams.csv",
    "units.csv",
  ]);
  const run = JSON.parse(await readFile(join(out, "run.json"), "utf8")) as Record<string, unknown>;
  expect(run["manifest"]).toMatchObject({ command: "process run", inputs: [{ name: "plant.json" }] });
  expect(await readFile(join(out, "streams.csv"), "utf8")).toContain("product,split,,0.7,0.7,");
  expect(await readFile(join(out, "sankey.svg"), "utf8")).toContain("<title>product: 700 kg/h, modelled</title>");
  const page = await readFile(join(out, "report.html"), "utf8");
  expect(page).not.toMatch(/<script|<b>|(?:src|href)="(?!#)|url\(|NaN|undefined|\[object/);
  expect(page.replaceAll(/<[^>]*>/g, " ")).toContain("No band is given, because no figure of the file carries one.");
});
