import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { firstStep, startExampleBody } from "./exampleBody.ts";

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

const good = `const project = JSON.parse(readFileSync(rest[0], "utf8"));
writeFileSync(join(folder, "resource.json"), JSON.stringify({ ...project, realisations: project.simulation.realisations }));
renameSync(folder, out);`;

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
  expect(await readdir(data)).toEqual([]);
  expect(said).toEqual([]);
});

test("a start after one that was ended between pond and plans makes the plans and the site; one after that does nothing", async () => {
  const data = join(folder, "fifth");
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const waiting = await command("waiting", good, `setInterval(() => undefined, 1000);`);
  const stop = startExampleBody({ dataFolder: data, command: waiting, say });
  await waitFor(() => said.length > 0);
  await stop();
  expect(await readdir(data)).toEqual(["resources"]);
  const whole = await command("whole", good);
  startExampleBody({ dataFolder: data, command: whole, say });
  await waitFor(() => said.length > 1);
  expect(said[1]).toMatch(/complete.*Sites/);
  const resource = join(data, "resources", "example-pond", "resource.json");
  expect(JSON.parse(await readFile(resource, "utf8")).realisations).toBe(100);
  await startExampleBody({ dataFolder: data, command: "/nowhere.mjs", say })();
  expect(said).toHaveLength(2);
  await rm(join(data, "sites"), { recursive: true });
  startExampleBody({ dataFolder: data, command: whole, say });
  await waitFor(() => said.length > 2);
  expect(await readdir(join(data, "sites"))).toEqual(["example-pond"]);
});

test.each([
  ["no folder of bodies: the pond", null, [], "body"],
  ["bodies, and no example: nothing, somebody took it away", null, ["resources/own/resource.json"], null],
  ["the pond as a first start leaves it: its plans", 16, ["resources/example-pond/schedule.json"], "plans"],
  ["the same with a plan of its owner's making: nothing", 16, ["resources/example-pond/next-holes.json"], null],
  ["the whole pond without sites: its site", 100, ["resources/example-pond/next-holes.json"], "site"],
  ["the whole pond, and sites: nothing", 100, ["sites/own/assessment.json"], null],
  ["an example of other realisations: nothing, it is its owner's", 40, [], null],
])("%s", async (name, realisations, files, step) => {
  const data = join(folder, name);
  const pond = join("resources", "example-pond", "resource.json");
  const all = realisations === null ? files : [...files, pond];
  for (const file of all) {
    await mkdir(dirname(join(data, file)), { recursive: true });
    await writeFile(join(data, file), file === pond ? JSON.stringify({ realisations }) : "{}");
  }
  expect(firstStep(data)).toBe(step);
});
