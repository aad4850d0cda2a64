import type { Issue } from "../../evidence/issue.ts";
import { copyStream, emptyStream } from "../streams/stream.ts";
import type { Flowsheet } from "./prepareFlowsheet.ts";
import { solveRecycle } from "./recycle.ts";
import type { FlowName, FlowsheetSolution, KnownJacobian, SolveOptions, SolveStatus } from "./solution.ts";
import { UnitFailure, UnitPasses } from "./unitPasses.ts";

/**
 * Solves a flowsheet section by section: units in order; in a knot of recycles the torn streams are iterated (`solveRecycle`). A failed
 * solve keeps the best state and names unit and stream.
 */
export function solveFlowsheet(flowsheet: Flowsheet, options: SolveOptions = {}): FlowsheetSolution {
  const { basis, streamIds, feeds, sections } = flowsheet;
  const units = new UnitPasses(
    flowsheet,
    streamIds.map((id, s) => options.feeds?.get(id) ?? feeds.get(s) ?? emptyStream(basis)),
  );
  const jacobians = new Map<number, KnownJacobian>();
  const issues: Issue[] = [];
  let status: SolveStatus = "converged";
  let residual = 0;
  let worst: FlowName | null = null;
  for (const [number, section] of sections.entries()) {
    try {
      if (section.tears.length === 0) {
        units.run(section);
        continue;
      }
      const end = solveRecycle(units, section, options.warm === undefined ? undefined : { warm: options.warm, number });
      if (end.residual >= residual) [residual, worst] = [end.residual, end.worst];
      if (end.jacobian !== null) jacobians.set(number, end.jacobian);
      if (end.issue === null) continue;
      status = "stalled";
      issues.push(end.issue);
    } catch (error) {
      if (!(error instanceof UnitFailure)) throw error;
      status = "failed";
      issues.push(error.issue);
      break;
    }
  }
  const tears = sections.flatMap((section) => section.tears);
  return {
    status,
    streams: new Map(streamIds.map((id, s) => [id, units.streams[s]])),
    duties: units.duties,
    passes: units.passes,
    residual,
    worst,
    tears: tears.map((s) => streamIds[s]),
    issues: [...issues, ...units.issues],
    warm: {
      tears: new Map(tears.map((s) => [streamIds[s], copyStream(units.streams[s])])),
      jacobians,
    },
  };
}
