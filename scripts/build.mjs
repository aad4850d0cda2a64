import { npm } from "./npm.mjs";
import { knownRemedy, Remedy } from "./remedy.mjs";
import { contentHash, hasStamp, writeStamp } from "./stamp.mjs";
import { requireWritable } from "./writable.mjs";

const neededMb = 100;
const everyBuild = ["package-lock.json", "tsconfig.base.json", "core/package.json", "core/src"];

/** What each built workspace is made of. */
const parts = [
  {
    workspace: "platform",
    stamp: "platform/dist/.stamp",
    sources: [
      ...everyBuild,
      "platform/package.json",
      "platform/tsconfig.json",
      "platform/tsdown.config.ts",
      "platform/src",
    ],
  },
  { workspace: "web", stamp: "web/dist/.stamp", sources: [...everyBuild, "platform/src/plot", "web"] },
];

/**
 * Builds the platform and the web app where their sources have changed since the last build.
 * @param {(text: string) => void} say
 * @throws {Remedy} a build failed
 */
export async function build(say) {
  for (const { workspace, stamp, sources } of parts) {
    const hash = contentHash(sources);
    if (hasStamp(stamp, hash)) continue;
    requireWritable(neededMb);
    say(`building ${workspace}`);
    const { code, output } = await npm(["run", "build", "--workspace", workspace], { timeoutSeconds: 300 });
    if (code !== 0) {
      process.stderr.write(output);
      throw knownRemedy(output) ?? new Remedy(`${workspace} could not be built.`, "Its message stands above.");
    }
    writeStamp(stamp, hash);
  }
}
