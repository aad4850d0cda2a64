import { judged } from "./blocks.ts";
import type { TemplateContext } from "./routeTemplate.ts";
import { solventLoop, treatedShare } from "./solventLoop.ts";

/** Copper by an oxime, stripped and electrowon: the strip is drawn as one splitter of copper against acid. @returns port of the raffinate */
export function copperCircuit(
  { draft }: TemplateContext,
  liquor: string,
  solutionM3PerH: number,
  copperMol: number,
): string {
  draft.component("diluent", "organic", "C12H26", 820, { isCarrier: true });
  draft.component("oxime", "organic", "C15H23NO2");
  draft.component("Cu oxime", "organic", "Cu(C15H22NO2)2");
  draft.component("Cu metal", "solid", "Cu", 8960);
  const load = draft.figure(
    "copper distribution",
    "distribution of copper to the oxime",
    judged(8, 25, 80, "1", "hydroxyoximes at pH 1.5-2; recalled"),
  );
  const metals = (distribution: number) => ({ Cu: { complex: "Cu oxime", valence: 2, distribution } });
  const common = {
    acid: "H",
    sulfate: "SO4",
    extractant: "oxime",
    extractantDensityKgPerM3: 970,
    freeVolPctWindow: [0, 40],
  };
  // Oxime 0.45 mol/L; two take one copper: treated solvent alone could carry it, and at least a third of the liquor.
  const solventLPerH = Number(
    Math.max((2 * 1.3 * copperMol) / (0.45 * treatedShare), solutionM3PerH * 333).toPrecision(3),
  );
  draft.unit(
    "loading",
    "solvent-extraction",
    { stages: 2, ...common, metals: metals(load) },
    "two stages, oxime 0.45 mol/L (design)",
  );
  draft.unit(
    "strip",
    "solvent-extraction",
    { stages: 2, ...common, metals: metals(0.02) },
    "spent electrolyte of 180 g/L acid strips nearly all (judged)",
  );
  draft.stream("pregnant solution", liquor, "loading.aqueous");
  draft.stream("loaded solvent", "loading.organic", "strip.organic");
  solventLoop(draft, { litresPerH: solventLPerH, molPerL: { oxime: 0.45 } }, "oxime 0.45 mol/L");
  const stripLPerH = Number(Math.max((3.5 * copperMol) / 3.7, 1e-3).toPrecision(3));
  draft.unit(
    "tankhouse",
    "electrowinning",
    { metal: "Cu metal", ion: "Cu", species: "Cu + H + H2O + O2", recovery: 0.95, currentEfficiency: 0.92 },
    "spent electrolyte goes to the heap as its acid; a plant sends most of it back to the strip",
  );
  draft.feed("strip acid", "strip.aqueous", {
    aqueous: { litresPerH: stripLPerH, molPerL: { H: 3.7, SO4: 1.85 } },
    temperatureC: 25,
    measuredBy: "design: 180 g/L acid",
  });
  draft.stream("strong electrolyte", "strip.aqueous", "tankhouse.feed");
  draft.stream("spent electrolyte", "tankhouse.spent", "irrigation.in");
  draft.stream("anode gas", "tankhouse.gas", null);
  draft.product("cathodes", "tankhouse.metal", "cathode copper", { Cu: 0.98 }, 40);
  return "loading.aqueous";
}
