import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endGroup, startGroup } from "./processes.mjs";
import { inRoot } from "./root.mjs";

const startSeconds = 180;

/**
 * Starts the built app on a free port with a data folder of its own and waits until it listens.
 * @returns {Promise<{ url: string, log: () => string, stop: () => Promise<boolean> }>}
 *   `stop` says whether it went when asked
 * @throws {Error} it ended or stayed silent; the message holds what it printed
 */
export async function startServer() {
  const data = mkdtempSync(join(tmpdir(), "relode-test-"));
  const args = [inRoot("platform", "bin", "relode.mjs"), "serve", "--port", "0", "--data", data];
  const child = startGroup(process.execPath, args);
  let output = "";
  const stop = async () => {
    const wentWhenAsked = await endGroup(child.pid);
    rmSync(data, { recursive: true, force: true });
    return wentWhenAsked;
  };
  /** @type {string | null} */
  const url = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), startSeconds * 1000);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk;
      const found = /listening on (http:\/\/[^\s/]+:\d+)/.exec(output);
      if (found?.[1] !== undefined) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
  if (url === null) {
    await stop();
    throw new Error(`\`relode serve\` did not say \`listening on ...\` (waited up to ${startSeconds} s):\n${output}`);
  }
  return { url, log: () => output, stop };
}
