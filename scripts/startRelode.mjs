import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { endWithNpm } from "./npmParent.mjs";
import { endGroupsOnSignal } from "./processes.mjs";
import { explained } from "./remedy.mjs";
import { inRoot } from "./root.mjs";

/**
 * Installs and builds what is missing, then hands over to `relode start` inside this process: there is nothing in
 * between, so an interrupt reaches it as it is and its exit code is ours.
 * @param {readonly string[]} args flags for `relode start`
 */
export async function startRelode(args) {
  endWithNpm();
  const release = endGroupsOnSignal();
  try {
    await install(say);
    await build(say);
  } catch (error) {
    process.stderr.write(`${explained(error)}\n`);
    process.exitCode = 1;
    return;
  }
  release();
  const command = inRoot("platform", "bin", "relode.mjs");
  process.argv = [process.execPath, command, "start", ...args];
  await import("../platform/bin/relode.mjs");
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`${text} ...\n`);
}
