import { readEquipmentAccounts } from "@relode/core/datasets";
import type { Project, ProjectEvaluation, TornadoSwing } from "@relode/core/economics";
import type { Issue } from "@relode/core/evidence";
import accountsCsv from "../../../core/src/datasets/equipmentAccounts/data.csv?raw";
import {
  evaluateMoved,
  type Moved,
  type MovedRisk,
  openDocument,
  type OpenedProject,
  riskMoved,
  swingsMoved,
} from "./economicsWork.ts";

export type WorkQuestion =
  | { readonly kind: "open"; readonly name: string; readonly text: string }
  | { readonly kind: "evaluate"; readonly variant: number; readonly moved: Moved }
  | { readonly kind: "risk"; readonly variant: number; readonly moved: Moved };

export interface OpenAnswer {
  readonly opened: OpenedProject | null;
  readonly issues: readonly Issue[];
}
export interface EvaluateAnswer {
  readonly evaluation: ProjectEvaluation;
  readonly swings: readonly TornadoSwing[];
}
export type WorkAnswer<K extends WorkQuestion["kind"]> = K extends "open"
  ? OpenAnswer
  : K extends "evaluate"
    ? EvaluateAnswer
    : MovedRisk | null;

export type WorkReply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };

let projects: readonly Project[] = [];

function open(name: string, text: string): OpenAnswer {
  const refused = (message: string): OpenAnswer => ({
    opened: null,
    issues: [{ path: name, code: "economics.not-json", severity: "error", message }],
  });
  let document: unknown;
  try {
    document = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return refused(
      `not JSON (${error instanceof Error ? error.message.slice(0, 120) : "unknown reason"}); repair the file`,
    );
  }
  const read = openDocument(document, name, readEquipmentAccounts(accountsCsv).rows);
  projects = read.projects;
  return { opened: read.opened, issues: read.issues };
}

function answer(question: WorkQuestion): unknown {
  if (question.kind === "open") return open(question.name, question.text);
  const project = projects[question.variant];
  if (project === undefined) throw new RangeError("no project is open");
  if (question.kind === "risk") return riskMoved(project, question.moved);
  return {
    evaluation: evaluateMoved(project, question.moved),
    swings: swingsMoved(project, question.moved),
  } satisfies EvaluateAnswer;
}

self.addEventListener("message", ({ data }: MessageEvent<{ id: number; question: WorkQuestion }>) => {
  const reply = (message: WorkReply) => self.postMessage(message);
  try {
    reply({ id: data.id, answer: answer(data.question) });
  } catch (error) {
    reply({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
});
