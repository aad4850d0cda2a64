import { Remedy } from "./remedy.mjs";
import { run } from "./processes.mjs";

/**
 * Runs npm: the one that runs this script where there is one, else the one on the path.
 * @param {readonly string[]} args
 * @param {import("./processes.mjs").RunOptions} [options]
 * @throws {Remedy} there is no npm
 */
export async function npm(args, options) {
  const own = process.env["npm_execpath"];
  const isNpm = own !== undefined && /npm-cli\.[cm]?js$/.test(own);
  const outcome = isNpm ? await run(process.execPath, [own, ...args], options) : await run("npm", args, options);
  if (!isNpm && outcome.output.includes("spawn npm ENOENT"))
    throw new Remedy(
      "npm is not on the path.",
      "It comes with Node from https://nodejs.org (on Debian and Ubuntu: `sudo apt-get install npm`).",
    );
  return outcome;
}
