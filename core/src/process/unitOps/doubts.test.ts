import { describe, expect, test } from "vitest";
import { prepareFlowsheet } from "../flowsheet/prepareFlowsheet.ts";
import { solveFlowsheet } from "../flowsheet/solveFlowsheet.ts";
import { findUnitOp } from "./catalogue.ts";

/** Codes that a unit alone reports on a feed in kg/h. */
function codes(
  kind: string,
  parameters: object,
  kgPerH: Record<string, number>,
  sizeClassesUm: number[] = [],
): string[] {
  const op = findUnitOp(kind);
  const { flowsheet, issues } = prepareFlowsheet({
    schema: "relode.flowsheet/1",
    name: kind,
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeClassesUm,
    units: [{ id: "u", kind, parameters }],
    streams: [
      { id: "in", from: null, to: { unit: "u", port: op?.inlets[0].name ?? "" }, feed: { kgPerH } },
      ...(op?.outlets ?? []).map(({ name }) => ({ id: name, from: { unit: "u", port: name }, to: null })),
    ],
  });
  if (flowsheet === null) throw new Error(JSON.stringify(issues));
  return solveFlowsheet(flowsheet).issues.map(({ code }) => code);
}

describe("a unit says when what it was given makes no sense", () => {
  const pulp = { quartz: 40, H2O: 60 };

  test("cells without volume float nothing", () => {
    expect(codes("flotation-bank", { ratePerMinute: { quartz: 0.1 } }, pulp)).toEqual(["process.no-volume"]);
    expect(codes("flotation-bank", { ratePerMinute: { quartz: 0.1 }, cellVolumeM3: 1 }, pulp)).toEqual([]);
  });

  test("a thickener cannot thin", () => {
    expect(codes("thickener", { underflowSolids: 0.3 }, pulp)).toEqual(["process.underflow-dry"]);
    expect(codes("thickener", { underflowSolids: 0.5 }, pulp)).toEqual([]);
  });

  test("a cyclone needs size classes and a pressure that pumps give", () => {
    expect(codes("hydrocyclone", { cutUm: 20 }, pulp)).toEqual(["process.no-sizes"]);
    const tonnes = { quartz: 4e5, H2O: 6e5 };
    expect(codes("hydrocyclone", { cutUm: 20 }, tonnes, [20, 100])).toEqual(["process.pressure"]);
    expect(codes("hydrocyclone", { cutUm: 20, cyclones: 6 }, tonnes, [20, 100])).toEqual([]);
  });

  test("water boils at 220 °C under 2250 kPa and not under 2390: steam tables give 2320", () => {
    const at = (pressureKPa: number) =>
      codes("pressure-leach", { reactions: {}, temperatureC: 220, pressureKPa }, pulp);
    expect(at(2250)).toEqual(["process.boils"]);
    expect(at(2390)).toEqual([]);
  });
});
