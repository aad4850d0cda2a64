import { existsSync } from "node:fs";
import { run } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { one } from "./tally.mjs";

const tsc = inRoot("node_modules", "typescript7", "lib", "tsc.js");
const linted = ["core", "platform", "web", "scripts", "validation", "bench", "architecture.test.ts"];

/**
 * A check of the whole tree that counts as one test.
 * @typedef {{ name: string, command: string, args: string[] }} Check
 */

/** @returns {Check[]} format, lint and types */
export function treeChecks() {
  const types = ["core", "platform", "web", "scripts", "tsconfig.tests.json"].map((project) => ({
    name: `types of ${project === "tsconfig.tests.json" ? "tests" : project}`,
    command: process.execPath,
    args: [tsc, "--noEmit", "-p", inRoot(project)],
  }));
  const present = linted.filter((path) => existsSync(inRoot(path)));
  return [
    { name: "format", command: bin("biome"), args: ["format", "."] },
    { name: "lint", command: bin("oxlint"), args: ["--type-aware", ...present] },
    ...types,
  ];
}

/** Runs one check; what it printed is shown when it fails. @param {Check} check */
export async function runCheck({ command, args }) {
  const { code, output } = await run(command, args, { timeoutSeconds: 180 });
  if (code !== 0) process.stdout.write(output);
  return one(code === 0);
}

/** @param {string} name @returns {string} the path of an installed command */
export function bin(name) {
  return inRoot("node_modules", ".bin", name);
}
