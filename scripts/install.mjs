import { existsSync, readFileSync } from "node:fs";
import { npm } from "./npm.mjs";
import { knownRemedy, Remedy } from "./remedy.mjs";
import { inRoot } from "./root.mjs";
import { contentHash, hasStamp, writeStamp } from "./stamp.mjs";
import { requireWritable } from "./writable.mjs";

const stampFile = "node_modules/.relode-install";
const neededMb = 800;

/**
 * Installs the packages of package-lock.json unless they are there.
 * @param {(text: string) => void} say
 * @returns {Promise<boolean>} whether anything had to be installed
 * @throws {Remedy} they could not be installed
 */
export async function install(say) {
  const hash = contentHash(["package-lock.json"]);
  if (hasStamp(stampFile, hash)) return false;
  if (installedAsLocked()) {
    writeStamp(stampFile, hash);
    return false;
  }
  requireWritable(neededMb);
  say("installing packages (about a minute the first time)");
  // Development packages too, whatever NODE_ENV says: they hold the compiler and the bundler.
  const flags = ["--include=dev", "--no-audit", "--no-fund"];
  const clean = await npm(["ci", ...flags], { timeoutSeconds: 600 });
  if (clean.code !== 0) {
    process.stderr.write(clean.output);
    const remedy = knownRemedy(clean.output);
    if (remedy !== null) throw remedy;
    // `npm ci` refuses a lock file that lists another platform's binary which the registry lacks; `install` does not.
    say("`npm ci` failed, trying `npm install`");
    const plain = await npm(["install", ...flags], { timeoutSeconds: 600 });
    if (plain.code !== 0) {
      process.stderr.write(plain.output);
      throw (
        knownRemedy(plain.output) ??
        new Remedy("The packages could not be installed (see npm's message above).", "Put that right and try again.")
      );
    }
  }
  writeStamp(stampFile, contentHash(["package-lock.json"]));
  return true;
}

/** @returns {boolean} whether npm's own record of node_modules names every required package at its locked version */
function installedAsLocked() {
  const record = inRoot("node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packages(record);
  return Object.entries(packages(inRoot("package-lock.json"))).every(([path, wanted]) => {
    if (!path.startsWith("node_modules/") || wanted.optional || wanted.devOptional || wanted.link) return true;
    return installed[path]?.version === wanted.version && existsSync(inRoot(path));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>}
 */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}
