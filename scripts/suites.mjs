import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin } from "./checks.mjs";
import { findOrInstallChromium } from "./chromium.mjs";
import { run } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { startServer } from "./server.mjs";
import { playwrightCount, vitestCount } from "./tally.mjs";

const nothing = { passed: 0, failed: 0, skipped: 0 };

/** Unit, property, architecture and validation tests. */
export async function unitTests() {
  return await withReport(async (report) => {
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code } = await run(bin("vitest"), args, { echo: true, timeoutSeconds: 780 });
    return vitestCount(read(report), code);
  });
}

/** Browser tests against a server started from the build. @param {(text: string) => void} say */
export async function browserTests(say) {
  if (!hasBrowserSpecs()) {
    say("web/browser has no spec files yet: nothing to run");
    return nothing;
  }
  if (process.env["RELODE_SKIP_BROWSER"] === "1") {
    say("left out, because RELODE_SKIP_BROWSER=1");
    return nothing;
  }
  const chromium = await findOrInstallChromium(say);
  say(`Chromium: ${chromium}`);
  const server = await startServer();
  try {
    return await withReport(async (report) => {
      const env = { RELODE_URL: server.url, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const args = ["test", "--config", playwrightConfig(), "--retries=0", "--reporter=list,json"];
      const { code } = await run(bin("playwright"), args, { echo: true, timeoutSeconds: 840, env });
      if (code !== 0) process.stdout.write(`The server printed:\n${server.log()}\n`);
      return playwrightCount(read(report), code);
    });
  } finally {
    await server.stop();
  }
}

/** @returns {string} named outright: without one Playwright would take every `.test.ts` of the tree for its own */
function playwrightConfig() {
  const places = ["playwright.config.ts", "web/playwright.config.ts", "web/browser/playwright.config.ts"];
  const config = places.map((place) => inRoot(place)).find((place) => existsSync(place));
  if (config === undefined) throw new Error(`no Playwright configuration found; looked for ${places.join(", ")}`);
  return config;
}

/** @returns {boolean} */
function hasBrowserSpecs() {
  const folder = inRoot("web", "browser");
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(spec|test)\.ts$/.test(String(name)))
  );
}

/**
 * @template T
 * @param {(report: string) => Promise<T>} work gets a path for its report, in a folder that goes afterwards
 */
async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), "relode-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {string | null} */
function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
