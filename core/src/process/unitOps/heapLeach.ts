import { bacterialActivity, dissolvedOxygen } from "../equations/bioleach.ts";
import { componentKgPerH, mixStreams } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { reactWithin, reagentShort } from "./react.ts";
import { component, number, speciesField } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** What is told of each mineral of a heap. */
export const heapMineralFields = {
  ratePerDay: number("1/d", "k at 30 °C and air saturation", 0, 100),
  ultimate: number("1", "X∞", 0, 1, 1),
  isBacterial: number("1", "1 where bacteria oxidise it, 0 where acid alone does", 0, 1, 1),
  heatKjPerMol: number("kJ/mol", "heat set free", -1e4, 1e4, 0),
  species: speciesField,
};

/** Chalcocite ore under acid, and what is known of it. */
export const heapExample = {
  components: [
    { id: "chalcocite", phase: "solid" },
    { id: "quartz", phase: "solid" },
    { id: "H2O", phase: "aqueous" },
    { id: "H", phase: "aqueous", formula: "H+" },
    { id: "SO4", phase: "aqueous", formula: "SO4-2" },
    { id: "Cu", phase: "aqueous", formula: "Cu+2" },
    { id: "O2", phase: "gas" },
  ],
  inlets: { ore: { chalcocite: 6.3, quartz: 993.7 }, solution: { H2O: 3000, H: 3, SO4: 144 } },
  minerals: {
    chalcocite: { ratePerDay: 0.012, ultimate: 0.85, species: "Cu + SO4 + H + O2 + H2O", heatKjPerMol: 955 },
  },
} as const;

/** Heap or dump: first-order extraction with lag, by temperature and oxygen of the bacteria where they matter. */
export const heapLeach: UnitOp = {
  kind: "heap-leach",
  group: "leaching",
  title: "Heap, dump or vat leach",
  equation:
    "X = X∞ (1 − exp(−k φ (t − t_lag))); φ = V_m(T)/V_m(303 K) · C_L/(K_M + C_L) · (K_M + C_ref)/C_ref for bacterial minerals, else 1",
  assumptions: [
    "a lift is leached for the time given, in steady stacking: streams are means over the cycle",
    "one temperature; heat of reaction and the air to carry oxygen are reported, not fed back",
    "gas and liquor reach all of the lift",
  ],
  notWhen: "Channelling, decrepitation or percolation limits decide: columns must be run.",
  validation: "Casas rate law reference case (16 values); element balance (conformance suite).",
  source: "Casas et al. (1998), Metall. Mater. Trans. B 29, 899-909; first-order form: Dixon and Petersen (2003)",
  inlets: [
    { name: "ore", doc: "solids stacked" },
    { name: "solution", doc: "irrigation" },
    { name: "air", doc: "oxygen; barren of it, bacterial minerals do not leach", isOptional: true },
  ],
  outlets: [{ name: "out", doc: "leached solids with solution and gas" }],
  parameters: {
    days: number("d", "leach time of a lift", 0.1, 5000),
    lagDays: number("d", "t_lag", 0, 500, 0),
    temperatureC: number("°C", "of the heap", 0, 90, 30, {
      min: 5,
      max: 45,
      source: "mesophile curve of Casas et al. (1998)",
    }),
    oxygen: component("gas", ""),
    gasOxygenKgPerM3: number("kg/m³", "oxygen in the pore gas", 0, 2, 0.2436),
    halfSaturationKgPerM3: number("kg/m³", "K_M", 0, 0.1, 0.001),
    minerals: {
      kind: "records",
      unit: "by mineral",
      namesComponents: true,
      doc: "rate and reaction of each mineral",
      fields: heapMineralFields,
    },
  },
  example: {
    components: heapExample.components,
    inlets: { ...heapExample.inlets, air: { O2: 20 } },
    parameters: {
      days: 300,
      lagDays: 15,
      temperatureC: 25,
      oxygen: "O2",
      minerals: heapExample.minerals,
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const out = mixStreams(basis, [inlets["ore"], inlets["solution"], inlets["air"]]);
    const kelvin = parameters.number("temperatureC") + 273.15;
    const factor = bacterialActivity(
      kelvin,
      dissolvedOxygen(parameters.number("gasOxygenKgPerM3"), kelvin),
      parameters.number("halfSaturationKgPerM3"),
    );
    const time = Math.max(0, parameters.number("days") - parameters.number("lagDays"));
    const records = parameters.records("minerals");
    const results: Record<string, number> = { activity: factor };
    const reactants = records.map(({ name, numbers, words }) => {
      const phi = (numbers.get("isBacterial") ?? 1) > 0.5 ? factor : 1;
      const x = -(numbers.get("ultimate") ?? 1) * Math.expm1(-(numbers.get("ratePerDay") ?? 0) * phi * time);
      results[`conversion.${name}`] = x;
      return {
        id: name,
        species: words.get("species") ?? "",
        molPerH: (componentKgPerH(out, name) * x) / kgPerMol(basis, name),
      };
    });
    const reached = reactWithin(out, reactants, memory);
    let heat = 0;
    for (const [r, { name, numbers }] of records.entries()) {
      results[`conversion.${name}`] *= reached[r];
      heat += reactants[r].molPerH * reached[r] * (numbers.get("heatKjPerMol") ?? 0);
    }
    results["heatReleasedKw"] = heat / 3600;
    out.temperatureK = kelvin;
    return {
      outlets: { out },
      duties: { results },
      issues: reagentShort(
        path,
        reactants,
        reached,
        (names) => `acid or oxygen runs short for ${names}; irrigate or aerate more`,
      ),
    };
  },
};
