import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "./commandLine.ts";

const folder = mkdtempSync(join(tmpdir(), "relode-matching-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());
const example = fileURLToPath(new URL("../../../examples/cobalt-tailings-waste.json", import.meta.url));

async function refused(text: string): Promise<{ code: number; said: string }> {
  const file = join(folder, "waste.json");
  writeFileSync(file, text);
  let said = "";
  vi.spyOn(process.stderr, "write").mockImplementation((words) => ((said += String(words)), true));
  return { code: await runCommandLine(["matching", "propose", file, "--out", join(folder, "out.json")]), said };
}

test("the example gives re-flotation first, with its price source and checksum in the document", async () => {
  const out = join(folder, "proposals.json");
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  expect(await runCommandLine(["matching", "propose", example, "--out", out])).toBe(0);
  const document = JSON.parse(readFileSync(out, "utf8"));
  expect(document.result.proposals[0].route.id).toBe("re-flotation");
  expect(document.result.pricesSource).toContain("example");
  expect(document.issues.map(({ code }: { code: string }) => code)).toEqual(["matching.no-price"]);
  expect(document.manifest.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
});

describe("a file that is not understood", () => {
  test.each([
    ["no JSON", "{", "is not JSON"],
    ["an unknown type", '{"name":"a","type":"cheese","elements":[]}', "type"],
    ["an unknown key", '{"name":"a","type":"slag","elements":[],"colour":1}', "colour"],
    ["a word for a number", '{"name":"a","type":"slag","elements":[{"element":"Co","ppm":"much"}]}', "elements[0].ppm"],
    [
      "an unknown host",
      '{"name":"a","type":"slag","elements":[{"element":"Co","ppm":1,"hosts":{"cheese":1}}]}',
      "hosts",
    ],
    [
      "hosts above 1",
      '{"name":"a","type":"slag","elements":[{"element":"Co","ppm":1,"hosts":{"glass":0.9,"metal":0.9}}]}',
      "add up to 1.8",
    ],
    ["a range upside down", '{"name":"a","type":"slag","elements":[],"facts":{"p80":{"low":9,"high":1}}}', "in order"],
  ])("%s: exit 1, the place named, nothing written", async (_what, text, words) => {
    const { code, said } = await refused(text);
    expect([code, said]).toEqual([1, expect.stringContaining(words)]);
    expect(() => readFileSync(join(folder, "out.json"))).toThrow();
  });
});
