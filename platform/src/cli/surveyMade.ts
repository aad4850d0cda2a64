import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Issue } from "@relode/core/evidence";
import { commandManifest } from "./commandManifest.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues } from "./print.ts";
import type { SurveyInputFile } from "./surveyInput.ts";
import { writeResult } from "./writeResult.ts";

/** What a verb makes: the object to print, the words for people, files to write. */
export interface SurveyMade {
  readonly result: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly issues: readonly Issue[];
  /** Paths below the output folder; their folders are made. */
  readonly files: readonly (readonly [name: string, body: string | Uint8Array])[];
  readonly inputs: readonly SurveyInputFile[];
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly seed: number | null;
}

export interface SurveyFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Runs a verb: writes its files, prints its object or its words with the gravest findings, and ends with 1 where an error stands.
 * @param graveness which findings people are shown; all are in the object
 */
export async function runSurveyVerb(
  verb: string,
  flags: SurveyFlags,
  make: () => Promise<SurveyMade>,
  graveness: "errors" | "warnings",
): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const made = await make();
  if (folder !== null)
    for (const [name, body] of made.files) {
      const path = join(folder, name);
      await mkdir(join(path, ".."), { recursive: true });
      await writeResult(path, body);
      say(`wrote ${path}`);
    }
  const { result, issues, inputs, parameters, seed } = made;
  if (flags.json) {
    const manifest = commandManifest({ command: `survey ${verb}`, seed, inputs, parameters, startedMs });
    printJson({ result, issues, manifest });
  } else {
    print(made.text);
    sayIssues(graveness === "errors" ? issues.filter(({ severity }) => severity === "error") : issues, 12);
  }
  if (issues.some(({ severity }) => severity === "error")) process.exitCode = 1;
}
