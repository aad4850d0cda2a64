// `npm run fuzz -- [rounds] [cases]`: the property tests with a new seed in each round, `cases` of each property where given. Prints the seeds
// that failed; exit code 1 when any did.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bin } from "./checks.mjs";
import { endGroupsOnSignal, run } from "./processes.mjs";
import { inRoot } from "./root.mjs";

const rounds = wholeNumber(process.argv[2], 10, "rounds");
const cases = process.argv[3] === undefined ? {} : { RELODE_RUNS: String(wholeNumber(process.argv[3], 100, "cases")) };
endGroupsOnSignal();
const files = propertyTests();
process.stdout.write(`${files.length} files with property tests, ${rounds} rounds\n`);
const failed = [];
for (let round = 0; round < rounds; round++) {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = { RELODE_SEED: String(seed), ...cases };
  const args = ["run", "--reporter=dot", "--testTimeout=600000", "-t", "with seed=", ...files];
  const { code } = await run(bin("vitest"), args, { echo: true, timeoutSeconds: 7200, env });
  process.stdout.write(`round ${round + 1}, seed ${seed}: ${code === 0 ? "holds" : "FAILED"}\n`);
  if (code !== 0) failed.push(seed);
}
process.stdout.write(failed.length === 0 ? "every seed held\n" : `failed seeds: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** @returns {string[]} */
function propertyTests() {
  return ["core", "platform", "web"].flatMap((workspace) =>
    readdirSync(inRoot(workspace, "src"), { recursive: true })
      .map((name) => join(workspace, "src", String(name)))
      .filter((name) => name.endsWith(".test.ts") && readFileSync(inRoot(name), "utf8").includes(".prop(")),
  );
}

/** @param {string | undefined} text @param {number} otherwise @param {string} name @returns {number} */
function wholeNumber(text, otherwise, name) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  process.stderr.write(`${name} must be a whole number above 0, not ${JSON.stringify(text)}\n`);
  process.exit(2);
}
