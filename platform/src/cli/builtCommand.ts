import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

// For tests: the built `relode` as a user runs it.

const platform = fileURLToPath(new URL("../../", import.meta.url));
const repository = fileURLToPath(new URL("../../../", import.meta.url));
const built = join(platform, "dist", "cli.mjs");

/** Builds the command line where it is missing or older than its sources; test files that ask together build once. */
export async function buildOnce(): Promise<void> {
  const lock = join(platform, "node_modules", ".relode-build-lock");
  mkdirSync(join(platform, "node_modules"), { recursive: true });
  for (let waited = 0; ; waited++) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // A lock that outlives any build was left by a test run that was ended.
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 100_000) rmSync(lock, { recursive: true });
      if (waited > 1000) throw new Error(`${lock} is held too long; remove it`);
      await pause(100);
    }
  }
  try {
    if (!isStale()) return;
    const tsdown = join(repository, "node_modules", "tsdown", "dist", "run.mjs");
    const done = spawnSync(process.execPath, [tsdown], { cwd: platform, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`the build failed: ${done.stdout}${done.stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isStale(): boolean {
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return [join(platform, "src"), join(repository, "core", "src")].some((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).some(
      (entry) =>
        entry.isFile() &&
        /\.(ts|csv|json)$/.test(entry.name) &&
        !entry.name.endsWith(".test.ts") &&
        statSync(join(entry.parentPath, entry.name)).mtimeMs > builtMs,
    ),
  );
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves when what was written to either output matches. */
  readonly says: (pattern: RegExp) => Promise<string>;
  readonly interrupt: () => void;
  readonly closeStdout: () => void;
}

/** Starts `relode` with a data folder that no test shares unless it names one. */
export function startRelode(args: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(platform, "bin", "relode.mjs"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, RELODE_DATA: join(tmpdir(), "relode-no-data"), COLUMNS: "100", ...environment },
  });
  let [stdout, stderr] = ["", ""];
  const waiting = new Set<() => void>();
  const heard = () => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    heard();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stdout) ?? pattern.exec(stderr);
        if (found) resolve(found[1] ?? found[0]);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
    });
  return {
    ended,
    says,
    interrupt: () => void child.kill("SIGINT"),
    closeStdout: () => child.stdout.destroy(),
  };
}

/** Runs `relode` to its end. */
export function relode(args: string, environment: Record<string, string> = {}): Promise<Ended> {
  return startRelode(
    args.split(" ").filter((word) => word !== ""),
    environment,
  ).ended;
}
