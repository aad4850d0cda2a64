import { type DiagramLine, type ExtractionDiagram, extractionDiagrams } from "../equations/extractionDiagram.ts";
import { mixStreams, type Stream } from "../streams/stream.ts";
import { kgPerMol } from "../unitOps/flows.ts";
import { extractionBattery } from "../unitOps/solventExtraction.ts";
import type { Flowsheet } from "./prepareFlowsheet.ts";
import type { FlowsheetSolution } from "./solution.ts";

/** Points of a line, mg of the metal's ion by litre: aqueous, organic. */
export interface UnitDiagramLine {
  readonly aqueousMgPerL: readonly number[];
  readonly organicMgPerL: readonly number[];
}

/** McCabe-Thiele diagram of one metal in one solvent extraction unit of a solved flowsheet. */
export interface UnitDiagram extends Omit<ExtractionDiagram, "isotherm" | "operating" | "steps"> {
  readonly unit: string;
  readonly isotherm: UnitDiagramLine;
  readonly operating: UnitDiagramLine;
  readonly steps: UnitDiagramLine;
}

/**
 * McCabe-Thiele diagrams of all `solvent-extraction` units of a converged solution, in order of units and their metals; none for a unit
 * without one of the phases. @see extractionDiagrams
 */
export function unitDiagrams(flowsheet: Flowsheet, solution: FlowsheetSolution): UnitDiagram[] {
  const { basis, streamIds, units } = flowsheet;
  if (solution.status !== "converged") return [];
  return units.flatMap(({ id, op, inlets, parameters }): UnitDiagram[] => {
    if (op.kind !== "solvent-extraction") return [];
    const streamsOf = (port: string) =>
      (inlets.get(port) ?? []).flatMap((s): Stream[] => {
        const stream = solution.streams.get(streamIds[s]);
        return stream === undefined ? [] : [stream];
      });
    const mixed = {
      aqueous: mixStreams(basis, streamsOf("aqueous")),
      organic: mixStreams(basis, streamsOf("organic")),
    };
    const { feed } = extractionBattery(basis, mixed, parameters);
    if (feed === null) return [];
    return extractionDiagrams(feed).map((diagram): UnitDiagram => {
      const mgPerMol = 1e6 * kgPerMol(basis, diagram.metal);
      const inMg = ({ aqueousMolPerL, organicMolPerL }: DiagramLine): UnitDiagramLine => ({
        aqueousMgPerL: aqueousMolPerL.map((value) => value * mgPerMol),
        organicMgPerL: organicMolPerL.map((value) => value * mgPerMol),
      });
      const { isotherm, operating, steps, ...rest } = diagram;
      return { ...rest, unit: id, isotherm: inMg(isotherm), operating: inMg(operating), steps: inMg(steps) };
    });
  });
}
