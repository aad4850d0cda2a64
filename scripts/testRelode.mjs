import { build } from "./build.mjs";
import { runCheck, treeChecks } from "./checks.mjs";
import { install } from "./install.mjs";
import { endWithNpm } from "./npmParent.mjs";
import { endGroupsOnSignal } from "./processes.mjs";
import { explained } from "./remedy.mjs";
import { smokeTests } from "./smoke.mjs";
import { browserTests, unitTests } from "./suites.mjs";
import { one, total } from "./tally.mjs";

/** @typedef {import("./tally.mjs").Count} Count */

/** Runs every check, step by step. The last line is `N passed, N failed`; the exit code is 1 when anything failed. */
export async function testRelode() {
  endWithNpm();
  endGroupsOnSignal();
  const startedMs = performance.now();
  /** @type {Count[]} */
  const counts = [];
  /** @param {string} name @param {() => Promise<Count>} work */
  const step = async (name, work) => {
    const count = await timed(name, work);
    counts.push(count);
    return count.failed === 0;
  };

  const isInstalled = await step("install", async () => {
    await install(say);
    return { passed: 0, failed: 0, skipped: 0 };
  });
  if (isInstalled) {
    for (const check of treeChecks()) await step(check.name, () => runCheck(check));
    const isBuilt = await step("build", async () => {
      await build(say);
      return one(true);
    });
    await step("unit, property and validation tests", unitTests);
    if (isBuilt) {
      await step("built command line", () => smokeTests(say));
      await step("browser tests", () => browserTests(say));
    } else say("nothing is built: the built command line and the browser tests count as failed");
    if (!isBuilt) counts.push(one(false), one(false));
  }

  const { passed, failed, skipped } = total(counts);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  process.stdout.write(`\n${skipped > 0 ? `${skipped} skipped; ` : ""}took ${seconds} s\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/**
 * Runs one step under its name and says how long it took. A step that throws is one failed test.
 * @param {string} name @param {() => Promise<Count>} work @returns {Promise<Count>}
 */
async function timed(name, work) {
  process.stdout.write(`\n== ${name}\n`);
  const startedMs = performance.now();
  /** @type {Count} */
  let count;
  try {
    count = await work();
  } catch (error) {
    process.stdout.write(`${explained(error)}\n`);
    count = one(false);
  }
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  process.stdout.write(`   ${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s\n`);
  return count;
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`   ${text}\n`);
}
