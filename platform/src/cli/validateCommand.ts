import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { defaultCases, validatePaths } from "../validate/validatePaths.ts";
import { print, printJson, sayIssues } from "./print.ts";
import { UsageError } from "./usageError.ts";
import { commandManifest } from "./commandManifest.ts";

/** `relode validate`: published cases against the public functions. */
export function addValidate(program: Command): void {
  program
    .command("validate")
    .argument("[paths...]", "case files or folders; default: the cases that come with Relode")
    .description("run reference cases: a row per expected value, then `N passed, N failed, N not covered`")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(async (paths: string[], flags: { json?: boolean }) => {
      const startedMs = performance.now();
      const missing = paths.find((path) => !existsSync(path));
      if (missing !== undefined)
        throw new UsageError("file.not-found", `${missing}: no such file or folder; check the path and its spelling`);
      const { rows, issues, inputs } = await validatePaths(
        paths.length > 0 ? paths.map((path) => resolve(path)) : defaultCases(),
      );
      const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
      const [passed, failed, notCovered] = [count("pass"), count("fail"), count("not covered")];
      const unread = issues.filter((issue) => issue.severity === "error").length;
      if (flags.json) {
        const manifest = commandManifest({
          command: "validate",
          seed: null,
          inputs,
          parameters: { paths },
          startedMs,
        });
        printJson({ result: { rows, passed, failed, notCovered }, issues, manifest });
      } else {
        sayIssues(issues, 40);
        for (const row of rows)
          print(
            `${row.outcome.padEnd(11)} ${row.caseId} ${row.key}: got ${row.got}, expected ${row.expected}${row.tolerance ? `, tolerance ${row.tolerance}` : ""}`,
          );
        print(`${passed} passed, ${failed} failed, ${notCovered} not covered`);
      }
      if (failed > 0 || unread > 0) process.exitCode = 1;
    });
}
