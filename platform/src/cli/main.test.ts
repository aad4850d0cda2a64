import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const loader = `--import=${import.meta.resolve("tsx")}`;
const main = fileURLToPath(new URL("main.ts", import.meta.url));

test("a reader of the help that has gone away, as head does, is no error", async () => {
  const child = spawn(process.execPath, [loader, main, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (part: Buffer) => (said += part.toString("utf8")));
  child.stdout.destroy();
  const [code] = (await once(child, "close")) as [number | null];
  expect(said).toBe("");
  expect(code).toBe(0);
}, 60_000);
