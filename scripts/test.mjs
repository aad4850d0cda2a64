// `npm test`: installs what is missing, runs every check and ends with the line `N passed, N failed`.
// Old syntax here and in nodeVersion.mjs: an old Node must reach the message, not a syntax error.
import { nodeIsRecent } from "./nodeVersion.mjs";

if (nodeIsRecent()) {
  void import("./testRelode.mjs").then(function (module) {
    return module.testRelode();
  });
} else {
  process.stdout.write("0 passed, 1 failed\n");
}
