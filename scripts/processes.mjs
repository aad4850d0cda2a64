import { spawn } from "node:child_process";
import { root } from "./root.mjs";

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 1 when ended by a signal or not startable
 * @property {string} output standard output and error together
 * @property {boolean} timedOut
 *
 * @typedef {object} RunOptions
 * @property {boolean} [echo] show the output while it runs
 * @property {number} [timeoutSeconds]
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 */

/** Leaders of the process groups under way. @type {Set<number>} */
const groups = new Set();
const graceMs = 5000;

/**
 * Starts a command in a process group of its own, so that all its descendants can be ended together.
 * @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env]
 */
export function startGroup(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  if (child.pid !== undefined) groups.add(child.pid);
  return child;
}

/**
 * Ends a process group: asks first, then forces. Does nothing when it has already gone.
 * @param {number | undefined} pid its leader
 * @returns {Promise<boolean>} whether it went when asked
 */
export async function endGroup(pid) {
  if (pid === undefined) return true;
  signalGroup(pid, "SIGTERM");
  for (let waitedMs = 0; waitedMs < graceMs && isAlive(pid); waitedMs += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const wentWhenAsked = !isAlive(pid);
  signalGroup(pid, "SIGKILL");
  groups.delete(pid);
  return wentWhenAsked;
}

/**
 * Runs a command to its end and takes its whole group down after it.
 * @param {string} command @param {readonly string[]} args @param {RunOptions} [options] @returns {Promise<Outcome>}
 */
export function run(command, args, { echo = false, timeoutSeconds = 600, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = startGroup(command, args, env);
    let output = "";
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      output += `\nstopped: took longer than ${timeoutSeconds} s\n`;
      void endGroup(child.pid);
    }, timeoutSeconds * 1000);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 1, output: `${output}${command}: ${error.message}\n`, timedOut });
    });
    // A descendant left behind would hold the pipes open: it goes as soon as the command has ended.
    child.on("exit", () => void endGroup(child.pid));
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 1 : (code ?? 1), output, timedOut });
    });
  });
}

const endingSignals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Makes an interrupt end every group under way before this process leaves.
 * @returns {() => void} puts the usual handling back
 */
export function endGroupsOnSignal() {
  for (const signal of endingSignals) process.once(signal, leave);
  process.on("exit", forceGroups);
  return () => {
    for (const signal of endingSignals) process.off(signal, leave);
    process.off("exit", forceGroups);
  };
}

/** @param {NodeJS.Signals} signal */
async function leave(signal) {
  await Promise.all([...groups].map(endGroup));
  process.exit(signal === "SIGINT" ? 130 : 143);
}

function forceGroups() {
  for (const pid of groups) signalGroup(pid, "SIGKILL");
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // The group has gone: that is what was wanted.
  }
}

/** @param {number} pid @returns {boolean} whether any process of the group is left */
function isAlive(pid) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, 0);
    return true;
  } catch {
    return false;
  }
}
