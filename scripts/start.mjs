// `npm start`: checks the machine, installs, builds, then becomes `relode start`. Flags are passed on: --port, --host, --data.
// Old syntax here and in nodeVersion.mjs: an old Node must reach the message, not a syntax error.
import { nodeIsRecent } from "./nodeVersion.mjs";

if (nodeIsRecent()) {
  void import("./startRelode.mjs").then(function (module) {
    return module.startRelode(process.argv.slice(2));
  });
}
