import { readFileSync } from "node:fs";
import { run } from "./processes.mjs";
import { inRoot } from "./root.mjs";
import { startServer } from "./server.mjs";
import { one, total } from "./tally.mjs";

/**
 * The built command line, as a user meets it: each fact is one test.
 * @param {(text: string) => void} say
 */
export async function smokeTests(say) {
  /** @type {[string, () => Promise<string | null>][]} what is expected, and a trial that gives the fault or null */
  const facts = [
    ["`relode --version` prints the version of package.json and the mark of the build", versionFault],
    ["`relode --help` lists start and serve", helpFault],
    ["an unknown command exits with 2", unknownCommandFault],
    ["`relode serve` answers over HTTP and ends on SIGTERM", serveFault],
  ];
  const counts = [];
  for (const [fact, trial] of facts) {
    const fault = await trial().catch((error) => String(error));
    say(fault === null ? `✓ ${fact}` : `✗ ${fact}: ${fault}`);
    counts.push(one(fault === null));
  }
  return total(counts);
}

async function versionFault() {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(inRoot("platform", "package.json"), "utf8"));
  const { code, output } = await relode("--version");
  return code === 0 && output.trim().startsWith(`${version}+`) ? null : `exit ${code}, ${output}`;
}

async function helpFault() {
  const { code, output } = await relode("--help");
  return code === 0 && /\bstart\b/.test(output) && /\bserve\b/.test(output) ? null : `exit ${code}, ${output}`;
}

async function unknownCommandFault() {
  const { code, output } = await relode("no-such-command");
  return code === 2 && output !== "" ? null : `exit ${code}, ${output}`;
}

async function serveFault() {
  const server = await startServer();
  let status = 0;
  let wentWhenAsked = false;
  try {
    status = (await fetch(`${server.url}/api/v1/health`, { signal: AbortSignal.timeout(30_000) })).status;
  } finally {
    wentWhenAsked = await server.stop();
  }
  if (status !== 200) return `GET /api/v1/health gave ${status}`;
  return wentWhenAsked ? null : "it had to be killed";
}

/** @param {...string} args */
async function relode(...args) {
  return await run(process.execPath, [inRoot("platform", "bin", "relode.mjs"), ...args], { timeoutSeconds: 60 });
}
