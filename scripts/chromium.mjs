import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./processes.mjs";
import { knownRemedy, Remedy } from "./remedy.mjs";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const fixedPlaces = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const packages = ["chromium", "fonts-dejavu-core"];
const byHand =
  "Install Chromium or Google Chrome (on Debian: `sudo apt-get install chromium fonts-dejavu-core`), or say where it is: " +
  "CHROMIUM_PATH=/path/to/chrome npm test. RELODE_SKIP_BROWSER=1 npm test leaves the browser tests out.";

/**
 * A Chromium for the browser tests: the one named by CHROMIUM_PATH, one on this machine, or a freshly installed one
 * (Debian and Ubuntu, as root or with a password-free sudo).
 * @param {(text: string) => void} say
 * @returns {Promise<string>} its path
 * @throws {Remedy} there is none and it can't be installed from here
 */
export async function findOrInstallChromium(say) {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (isRunnable(named)) return named;
    throw new Remedy(`CHROMIUM_PATH=${named} is not a program that can be run.`, byHand);
  }
  const found = findChromium();
  if (found !== null) return found;
  await installChromium(say);
  const installed = findChromium();
  if (installed === null) throw new Remedy("Chromium was installed but can't be found on the path.", byHand);
  return installed;
}

/** @returns {string | null} */
function findChromium() {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...fixedPlaces].find(isRunnable) ?? null;
}

/** @param {(text: string) => void} say @throws {Remedy} it did not work */
async function installChromium(say) {
  if (!existsSync("/usr/bin/apt-get")) throw new Remedy("No Chromium was found.", byHand);
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  if (prefix.length > 0 && (await run("sudo", ["-n", "true"])).code !== 0)
    throw new Remedy("No Chromium was found, and sudo asks for a password, so it is not installed from here.", byHand);
  say("installing Chromium with apt-get");
  const env = ["env", "DEBIAN_FRONTEND=noninteractive"];
  const apt = [...prefix, ...env, "apt-get", "-o", "DPkg::Lock::Timeout=300"];
  let output = "";
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const [command = "", ...rest] = [...apt, ...args];
    const outcome = await run(command, rest, { timeoutSeconds: 600 });
    output += outcome.output;
    // A failed update may still leave lists good enough to install from: the installation decides.
    if (outcome.code === 0 || args[0] === "update") continue;
    process.stdout.write(output);
    throw new Remedy(`Chromium could not be installed. ${knownRemedy(output)?.message ?? ""}`.trim(), byHand);
  }
}

/** @param {string} path @returns {boolean} */
function isRunnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
