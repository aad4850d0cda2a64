import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import { Remedy } from "./remedy.mjs";
import { inRoot, root } from "./root.mjs";

/**
 * Checks before work starts that the checkout can be written and the disk has room.
 * @param {number} neededMb
 * @throws {Remedy} it cannot, or has not
 */
export function requireWritable(neededMb) {
  for (const folder of [root, ...["node_modules", "platform", "web"].map((name) => inRoot(name))]) {
    if (!existsSync(folder)) continue;
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      throw new Remedy(
        `No permission to write in ${folder}.`,
        `Give it to yourself (\`sudo chown -R $(id -un) ${root}\`) or clone into a folder of your own.`,
      );
    }
  }
  const disk = statfsSync(root);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 2 ** 20);
  if (freeMb < neededMb)
    throw new Remedy(
      `The disk of ${root} is full: ${freeMb} MB free, ${neededMb} MB needed.`,
      "Free some space and try again.",
    );
}
