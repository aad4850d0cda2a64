import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startExampleBody } from "./exampleBody.ts";

const folder = await mkdtemp(join(tmpdir(), "relode-example-body-"));
afterAll(() => rm(folder, { recursive: true }));

/** A stand-in for the command: writes what it was asked for, or waits for ever, or fails. */
async function command(name: string, estimate: string): Promise<string> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(
    path,
    `import { mkdirSync, writeFileSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
const [, , , verb, ...rest] = process.argv;
const out = rest[rest.indexOf("--out") + 1];
const part = join(dirname(out), "." + basename(out) + "." + process.pid + ".part");
mkdirSync(part, { recursive: true });
if (verb === "example") {
  writeFileSync(join(part, "project.json"), JSON.stringify({ name: "x", simulation: { realisations: 50, maxSamples: 8 } }));
  renameSync(part, out);
} else { ${estimate} }
`,
  );
  return path;
}

function waitFor(isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!isThere()) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });
}

test("a first start makes the pond with few realisations and says so", async () => {
  const data = join(folder, "first");
  const said: string[] = [];
  const good = await command(
    "good",
    `writeFileSync(join(part, "resource.json"), readFileSync(rest[0])); renameSync(part, out);`,
  );
  startExampleBody({ dataFolder: data, command: good, say: (message) => said.push(message) });
  await waitFor(() => said.length > 0);
  expect(said).toEqual(["The synthetic example pond is ready under Bodies."]);
  const made = JSON.parse(await readFile(join(data, "resources", "example-pond", "resource.json"), "utf8"));
  expect(made.simulation).toEqual({ realisations: 16, maxSamples: 8 });
});

test("a data folder that has bodies, or had them, is left alone", async () => {
  const data = join(folder, "second");
  await mkdir(join(data, "resources"), { recursive: true });
  const said: string[] = [];
  await startExampleBody({ dataFolder: data, command: "/nowhere.mjs", say: (message) => said.push(message) })();
  expect(await readdir(join(data, "resources"))).toEqual([]);
  expect(said).toEqual([]);
});

test("what goes wrong is a message that names the reason and the way by hand", async () => {
  const data = join(folder, "third");
  const said: string[] = [];
  const bad = await command("bad", `process.stderr.write("no room left\\n"); process.exit(1);`);
  startExampleBody({ dataFolder: data, command: bad, say: (message) => said.push(message) });
  await waitFor(() => said.length > 0);
  expect(said[0]).toMatch(/no room left.*works without it.*relode resource example/);
});

test("stopping ends the making and leaves nothing unfinished behind", async () => {
  const data = join(folder, "fourth");
  const said: string[] = [];
  const slow = await command("slow", `setInterval(() => undefined, 1000);`);
  const stop = startExampleBody({ dataFolder: data, command: slow, say: (message) => said.push(message) });
  await waitFor(() => existsSync(join(data, "resources")));
  await stop();
  expect(await readdir(join(data, "resources"))).toEqual([]);
  expect(said).toEqual([]);
});
