import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startExampleBody } from "./exampleBody.ts";

const folder = await mkdtemp(join(tmpdir(), "relode-example-body-"));
afterAll(() => rm(folder, { recursive: true }));

/** A stand-in for the command: writes what it was asked for, or waits for ever, or fails. */
async function command(
  name: string,
  estimate: string,
  plan = `appendFileSync(join(rest[0], "plans"), verb + " ");`,
): Promise<string> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(
    path,
    `import { appendFileSync, copyFileSync, mkdirSync, writeFileSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
const [, , noun, verb, ...rest] = process.argv;
const out = noun === "assess" ? rest[1] : rest[rest.indexOf("--out") + 1] ?? "";
const part = () => {
  const path = join(dirname(out), "." + basename(out) + "." + process.pid + ".part");
  mkdirSync(path, { recursive: true });
  return path;
};
if (noun === "assess") {
  const folder = part();
  const site = JSON.parse(readFileSync(verb, "utf8"));
  readFileSync(join(dirname(verb), site.truth.file));
  copyFileSync(join(site.resource, "resource.json"), join(folder, "assessment.json"));
  renameSync(folder, out);
} else if (verb === "example") {
  const folder = part();
  writeFileSync(join(folder, "project.json"), JSON.stringify({ name: "x", simulation: { realisations: 50, maxSamples: 8 } }));
  writeFileSync(join(folder, "truth.json"), "{}");
  renameSync(folder, out);
} else if (verb === "estimate") { const folder = part(); ${estimate} }
else { ${plan} }
`,
  );
  return path;
}

const good = `writeFileSync(join(folder, "resource.json"), readFileSync(rest[0])); renameSync(folder, out);`;

function waitFor(isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (!isThere()) return;
      clearInterval(timer);
      resolve();
    }, 20);
  });
}

test("a first start makes the pond, then its plans on more realisations in its place, then its site", async () => {
  const data = join(folder, "first");
  const said: string[] = [];
  const command1 = await command("good", good);
  startExampleBody({ dataFolder: data, command: command1, say: (message) => said.push(message) });
  await waitFor(() => said.length > 1);
  expect(said[0]).toMatch(/ready under Bodies/);
  expect(said[1]).toMatch(/complete.*Sites/);
  const made = async (...path: string[]) => readFile(join(data, ...path), "utf8");
  expect(JSON.parse(await made("resources", "example-pond", "resource.json")).simulation).toEqual({
    realisations: 100,
    maxSamples: 8,
  });
  expect(await made("resources", "example-pond", "plans")).toBe(
    "schedule next-hole optimise probability drill-spacing ",
  );
  expect(JSON.parse(await made("sites", "example-pond", "assessment.json")).simulation.realisations).toBe(100);
  expect(await readdir(join(data, "resources"))).toEqual(["example-pond"]);
});

test("a plan that fails leaves the pond as it was first made, and says why", async () => {
  const data = join(folder, "half");
  const said: string[] = [];
  const failing = await command(
    "failing",
    good,
    `if (verb === "next-hole") { process.stderr.write("too few\\n"); process.exit(2); }`,
  );
  const stop = startExampleBody({ dataFolder: data, command: failing, say: (message) => said.push(message) });
  await waitFor(() => said.length > 1);
  expect(said[1]).toMatch(/plans of the example pond.*too few.*works without it/);
  await stop();
  const kept = await readFile(join(data, "resources", "example-pond", "resource.json"), "utf8");
  expect(JSON.parse(kept).simulation.realisations).toBe(16);
  expect(await readdir(join(data, "resources"))).toEqual(["example-pond"]);
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
