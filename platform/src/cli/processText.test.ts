import { expect, test } from "vitest";
import { flowsheetReport, prepareFlowsheet, readFlowsheet, solveFlowsheet } from "@relode/core/process";
import { runText } from "./processText.ts";

test.each([undefined, 250])(
  "a substance of unknown formula and an element are balanced in kg/h (molar mass %s)",
  (mass) => {
    const { document } = readFlowsheet({
      schema: "relode.flowsheet/1",
      name: "split",
      components: [
        {
          id: "inerts",
          formula: "-",
          phase: "solid",
          densityKgPerM3: 2700,
          ...(mass ? { molarMassGPerMol: mass } : {}),
        },
        { id: "H2O", formula: "H2O", phase: "aqueous" },
      ],
      units: [{ id: "s", kind: "splitter", parameters: { share: 0.25 } }],
      streams: [
        { id: "feed", to: { unit: "s", port: "in" }, feed: { kgPerH: { inerts: 12, H2O: 18.015 } } },
        { id: "a", from: { unit: "s", port: "first" } },
        { id: "b", from: { unit: "s", port: "second" } },
      ],
    });
    if (document === null) throw new Error("the flowsheet was not read");
    const { flowsheet, issues } = prepareFlowsheet(document);
    if (flowsheet === null) throw new Error(JSON.stringify(issues));
    const text = runText(flowsheetReport(flowsheet, solveFlowsheet(flowsheet)));
    // 18.015 kg/h of water is 1000 mol/h of O (M = 18.015 g/mol).
    expect(text).toMatch(/unknown \(inerts\) +12 +12 /);
    expect(text).toMatch(/\nO +16 +16 /);
    // 18.015 kg/h of water is 0.018 m³/h, of which a quarter leaves with the first; 12 kg/h of solids take 1.501 m³/t.
    expect(text).toMatch(/Water, m³\/h: 0\.0180[12] with feeds .*1\.501 m³\/t.* b 0\.01351, a 0\.004504; .* give 0/);
    expect(text).toMatch(/\na +0\.003 +25 % +inerts 100 % +25 % +1/);
  },
);
