#!/usr/bin/env node
// The `relode` command: checks that it can run, then hands over to the built command line.
// Old syntax on purpose: an old Node must reach the message, not a syntax error.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const oldest = [20, 19];
const version = process.versions.node.split(".").map(Number);
const built = new URL("../dist/cli.mjs", import.meta.url);

if (version[0] < oldest[0] || (version[0] === oldest[0] && version[1] < oldest[1])) {
  process.stderr.write(
    `Relode needs Node ${oldest.join(".")} or newer, this is ${process.versions.node}. ` +
      "Install a newer one from https://nodejs.org and try again.\n",
  );
  process.exitCode = 2;
} else if (!existsSync(built)) {
  process.stderr.write(
    `Relode is not built: ${fileURLToPath(built)} is missing. Run \`npm run build\` and try again.\n`,
  );
  process.exitCode = 2;
} else {
  import(built.href).catch(function (error) {
    process.stderr.write(`Relode could not start: ${error && error.stack ? error.stack : error}\n`);
    process.exitCode = 1;
  });
}
