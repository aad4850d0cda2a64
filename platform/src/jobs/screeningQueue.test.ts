import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultScreeningOptions, type ScreeningOptions } from "@relode/core/supply";
import { describe, expect, test } from "vitest";
import { readOutcome, writeOutcome } from "./outcomeText.ts";
import { ResultStore } from "./resultStore.ts";
import { JobCancelledError, QueueFullError, type ScreeningJob, type ScreeningOutcome } from "./screeningJob.ts";
import { canonicalJson, screeningKey } from "./screeningKey.ts";
import { type Run, ScreeningQueue } from "./screeningQueue.ts";

const options = (seed: number): ScreeningOptions => ({ ...defaultScreeningOptions, seed });

const outcome = (seed: number, finishedAt = "2026-01-01T00:00:00.000Z"): ScreeningOutcome => ({
  result: {
    elements: [],
    mines: [],
    totals: {
      mines: 0,
      elements: 0,
      oreT: { mean: 0, p05: 0, p50: Number.NaN, p95: Number.POSITIVE_INFINITY },
      mainProductValueUsd: 0,
      byproductValueUsd: { mean: 0, p05: Number.NEGATIVE_INFINITY, p50: 0, p95: 0 },
      valueWithinNeedUsd: { mean: 0, p05: Number.NEGATIVE_INFINITY, p50: 0, p95: 0 },
      minesWhere10PctBeatsMain: 0,
      minesWithBothValues: 0,
    },
    geochemistry: "priors",
    edition: "mcs2026",
    draws: 100,
    censoring: [],
  },
  issues: [],
  manifest: {
    software: "relode",
    version: "0",
    command: "test",
    seed,
    inputs: [],
    parameters: {},
    finishedAt,
    elapsedSeconds: 0,
  },
});

const id = (n: number) => String(n).repeat(16);

/** A run that ends only when the test says so. */
function gate() {
  const started: number[] = [];
  const open = new Map<number, () => void>();
  const run: Run = ({ seed }, signal) =>
    new Promise((resolve, reject) => {
      started.push(seed);
      open.set(seed, () => resolve(outcome(seed)));
      signal.addEventListener("abort", () => reject(new JobCancelledError()));
    });
  return { run, started, finish: (seed: number) => open.get(seed)?.() };
}

const temporary = () => mkdtemp(join(tmpdir(), "relode-jobs-"));
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};

async function newQueue(run: Run, folder?: string) {
  const { store } = await ResultStore.open(folder ?? (await temporary()));
  return new ScreeningQueue({ run, store, inputs: [], version: "0", maxQueued: 2 });
}

describe("the queue", () => {
  test("works on one run at a time, in the order of asking", async () => {
    const { run, started, finish } = gate();
    const queue = await newQueue(run);
    const ids = [1, 2, 3].map((seed) => queue.submit(options(seed)).id);
    await until(() => started.length === 1);
    expect(ids.map((id) => queue.get(id)?.status)).toEqual(["running", "queued", "queued"]);
    for (const seed of [1, 2, 3]) {
      await until(() => started.includes(seed));
      finish(seed);
    }
    await until(() => ids.every((id) => queue.get(id)?.status === "done"));
    expect(started).toEqual([1, 2, 3]);
  });
  test("refuses a run beyond its limit, and takes it once there is room", async () => {
    const { run, started } = gate();
    const queue = await newQueue(run);
    for (const seed of [1, 2, 3]) queue.submit(options(seed));
    expect(() => queue.submit(options(4))).toThrow(QueueFullError);
    await until(() => started.length === 1);
    queue.cancel(queue.list()[1]?.id ?? "");
    expect(queue.submit(options(4)).status).toBe("queued");
    await queue.close();
  });
  test("a cancelled run tells its listeners once, and its late progress is not heard", async () => {
    const late: ((fraction: number, stage: string) => void)[] = [];
    const queue = await newQueue((_options, _signal, onProgress) => {
      late.push(onProgress);
      return new Promise(() => undefined);
    });
    const { id } = queue.submit(options(1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const heard: ScreeningJob["status"][] = [];
    queue.subscribe(id, (job) => heard.push(job.status));
    queue.cancel(id);
    late[0]?.(0.5, "too late");
    expect(heard).toEqual(["cancelled"]);
  });
  test("a run that throws is failed with its message, and the next one starts", async () => {
    const queue = await newQueue(async ({ seed }) => {
      if (seed === 1) throw Object.assign(new Error("out of luck"), { code: "test.luck" });
      return outcome(seed);
    });
    const [bad, good] = [queue.submit(options(1)).id, queue.submit(options(2)).id];
    await until(() => queue.get(good)?.status === "done");
    expect(queue.get(bad)).toMatchObject({ status: "failed", error: { code: "test.luck", message: "out of luck" } });
  });
  test("a run that cannot be stored is served from memory and says so", async () => {
    const folder = await temporary();
    const queue = await newQueue(async ({ seed }) => outcome(seed), folder);
    await rm(folder, { recursive: true });
    const { id } = queue.submit(options(1));
    await until(() => queue.get(id)?.status === "done");
    expect(queue.get(id)?.progress.stage).toMatch(/not stored.*ENOENT/);
    expect((await queue.outcome(id))?.manifest.seed).toBe(1);
  });
  test("an outcome computed elsewhere becomes the default run, is stored, and is not computed again", async () => {
    const folder = await temporary();
    const queue = await newQueue(() => Promise.reject(new Error("must not run")), folder);
    const { id } = await queue.accept(options(1), outcome(1));
    expect(queue.get("default")).toMatchObject({ id, status: "done" });
    expect(queue.submit(options(1)).status).toBe("done");
    expect((await ResultStore.open(folder)).store.runs().map((run) => run.id)).toEqual([id]);
  });
  test("a damaged stored result is not served", async () => {
    const folder = await temporary();
    const { store } = await ResultStore.open(folder);
    const id = screeningKey(options(1), [], "0");
    await store.save({ id, options: options(1), finishedAt: "2026" }, outcome(1));
    await writeFile(join(folder, `${id}.result.json`), '{"result": {');
    const queue = await newQueue(async ({ seed }) => outcome(seed), folder);
    expect(queue.get(id)?.status).toBe("done");
    expect(await queue.outcome(id)).toBeNull();
    expect(queue.submit(options(1)).status).toMatch(/queued|running/);
    await queue.close();
  });
});

describe("the store", () => {
  test("keeps infinities and NaN through a file", () => {
    expect(readOutcome(writeOutcome(outcome(1)))).toEqual(outcome(1));
  });
  test("reopens what it saved and leaves no temporary file", async () => {
    const folder = await temporary();
    const { store } = await ResultStore.open(folder);
    await store.save({ id: "0".repeat(16), options: options(1), finishedAt: "2026" }, outcome(1));
    expect((await readdir(folder)).sort()).toEqual([`${"0".repeat(16)}.result.json`, `${"0".repeat(16)}.run.json`]);
    const { store: again, issues } = await ResultStore.open(folder);
    expect([again.runs().map(({ options: { seed } }) => seed), issues]).toEqual([[1], []]);
    expect(await again.load("0".repeat(16))).toEqual(outcome(1));
  });
  test("clears away what a crash left half written more than an hour ago, and nothing younger", async () => {
    const folder = await temporary();
    for (const name of [".old.json.1.tmp", ".young.json.2.tmp"]) await writeFile(join(folder, name), "{");
    await utimes(join(folder, ".old.json.1.tmp"), 1e9, 1e9);
    await ResultStore.open(folder);
    expect(await readdir(folder)).toEqual([".young.json.2.tmp"]);
  });
  test("a record that cannot be read becomes an issue and is left where it is", async () => {
    const folder = await temporary();
    const path = join(folder, `${"a".repeat(16)}.run.json`);
    await writeFile(path, "{");
    const { store, issues } = await ResultStore.open(folder);
    expect(store.runs()).toEqual([]);
    expect(issues).toMatchObject([{ path, code: "store.unreadable-run", severity: "warning" }]);
    expect(await readFile(path, "utf8")).toBe("{");
  });
  test("beyond its limit the oldest run goes, unless it is to be kept", async () => {
    const folder = await temporary();
    const { store } = await ResultStore.open(folder, 2);
    for (const n of [1, 2, 3])
      await store.save({ id: id(n), options: options(n), finishedAt: `202${n}` }, outcome(n), new Set([id(1)]));
    expect(store.runs().map((run) => run.id)).toEqual([id(1), id(3)]);
    expect((await readdir(folder)).length).toBe(4);
  });
});

describe("the identifier", () => {
  const inputs = [
    { name: "a", sha256: "1" },
    { name: "b", sha256: "2" },
  ];
  test("changes with seed, draws, edition, checksum and version, and with nothing else", () => {
    const base = screeningKey(options(1), inputs, "1.0.0");
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(screeningKey({ ...options(1), elements: null }, [...inputs].reverse(), "1.0.0")).toBe(base);
    const others = [
      screeningKey(options(2), inputs, "1.0.0"),
      screeningKey({ ...options(1), draws: 999 }, inputs, "1.0.0"),
      screeningKey({ ...options(1), edition: "mcs2025" }, inputs, "1.0.0"),
      screeningKey({ ...options(1), elements: ["Co"] }, inputs, "1.0.0"),
      screeningKey(options(1), [{ name: "a", sha256: "9" }], "1.0.0"),
      screeningKey(options(1), inputs, "1.0.1"),
    ];
    expect(new Set([base, ...others]).size).toBe(7);
  });
  test("canonical JSON sorts keys and leaves out what is undefined", () => {
    expect(canonicalJson({ b: 1, a: [null, { d: undefined, c: "x" }] })).toBe('{"a":[null,{"c":"x"}],"b":1}');
  });
});
