import { tanksFirstOrder } from "../equations/kinetics.ts";
import { mixStreams, phaseKgPerH, phaseM3PerH } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { reactWithin, stoichiometryOf } from "./react.ts";
import { component, count, number, speciesField, speciesOf } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Cardinal temperatures in °C of the classes: lowest, best, highest. */
const classes: Readonly<Record<string, readonly [number, number, number]>> = {
  mesophile: [5, 35, 45],
  "moderate-thermophile": [25, 48, 60],
  thermophile: [45, 72, 85],
};

/** Stirred bioleach: Monod growth against wash-out, temperature class, oxygen transfer as the ceiling. */
export const bioleachTank: UnitOp = {
  kind: "bioleach-tank",
  group: "leaching",
  title: "Stirred bioleach of sulfides",
  equation: "μ = μ_max f(T) must exceed 1/τ of the first tank; X = 1 − (1 + k f(T) τ/N)⁻ᴺ; Σ ν_O2 Ẋ ≤ kLa (C* − C) V",
  assumptions: [
    "bacteria are there in number once they are not washed out",
    "f(T) by Rosso's cardinal temperatures of the class",
    "oxygen transfer caps the oxidation of all sulfides alike",
  ],
  notWhen: "Toxic ions (chloride, fluoride, arsenic) or solids above 20 % slow the culture.",
  validation: "Monod batch reference case; wash-out and oxygen ceiling (tests).",
  source: "Rosso et al. (1993), J. Theor. Biol. 162, 447-463; Rawlings and Johnson (2007), Biomining, ch. 1",
  inlets: [
    { name: "feed", doc: "pulp with nutrients" },
    { name: "air", doc: "oxygen" },
  ],
  outlets: [{ name: "slurry", doc: "leached pulp and spent air" }],
  parameters: {
    temperatureClass: {
      kind: "word",
      unit: "word",
      choices: Object.keys(classes),
      default: "mesophile",
      doc: "culture",
    },
    temperatureC: number("°C", "of the tanks", 0, 95, 35),
    tanks: count("N", 1, 50, 3),
    tankVolumeM3: number("m³", "volume of one tank", 1e-6, 1e5),
    growthPerH: number("1/h", "μ_max at the best temperature", 0.001, 1, 0.1, {
      min: 0.02,
      max: 0.2,
      source: "Rawlings and Johnson (2007)",
    }),
    transferPerH: number("1/h", "kLa", 0, 2000, 150),
    oxygenKgPerM3: number("kg/m³", "C* − C held in the liquor", 0, 0.05, 0.005),
    oxygen: component("gas", "O2"),
    powerKwPerM3: number("kW/m³", "agitation and blowers", 0, 10, 1.2),
    minerals: {
      kind: "records",
      unit: "by mineral",
      namesComponents: true,
      doc: "oxidation of each sulfide",
      fields: {
        ratePerH: number("1/h", "k at the best temperature", 0, 100),
        heatKjPerMol: number("kJ/mol", "heat set free", -1e4, 1e4, 0),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "pyrite", phase: "solid" },
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Fe", phase: "aqueous", formula: "Fe+3" },
      { id: "O2", phase: "gas" },
    ],
    inlets: { feed: { pyrite: 100, quartz: 100, H2O: 1000 }, air: { O2: 300 } },
    parameters: {
      tankVolumeM3: 40,
      minerals: { pyrite: { ratePerH: 0.02, species: "Fe + SO4 + H + H2O + O2", heatKjPerMol: 1500 } },
    },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const slurry = mixStreams(basis, [inlets["feed"], inlets["air"]]);
    const pulp = phaseM3PerH(slurry, "solid") + phaseM3PerH(slurry, "aqueous");
    if (!(pulp > 0)) return { outlets: { slurry } };
    const tanks = parameters.number("tanks");
    const volume = parameters.number("tankVolumeM3");
    const residence = (tanks * volume) / pulp;
    const activity = cardinalTemperature(
      parameters.number("temperatureC"),
      classes[parameters.word("temperatureClass")] ?? [5, 35, 45],
    );
    const growth = parameters.number("growthPerH") * activity;
    const isWashedOut = growth * (residence / tanks) <= 1;
    const records = parameters.records("minerals");
    const results: Record<string, number> = {
      residenceH: residence,
      activity,
      washOutH: growth > 0 ? tanks / growth : 1e9,
    };
    const oxygen = parameters.word("oxygen");
    let demand = 0;
    const wanted = records.map(({ name, numbers, words }) => {
      const x = isWashedOut ? 0 : tanksFirstOrder((numbers.get("ratePerH") ?? 0) * activity, residence, tanks);
      const c = basis.index.get(name) ?? 0;
      let kg = 0;
      for (let k = 0; k < basis.classes; k++) kg += slurry.kgPerH[basis.firstSlot[c] + k];
      const species = words.get("species") ?? "";
      const molPerH = (kg * x) / kgPerMol(basis, name);
      const at = speciesOf(species).indexOf(oxygen);
      if (at >= 0 && molPerH > 0)
        demand += Math.max(0, -stoichiometryOf(basis, name, species, memory)[at]) * molPerH * kgPerMol(basis, oxygen);
      results[`conversion.${name}`] = x;
      return { id: name, species, molPerH };
    });
    const supply = parameters.number("transferPerH") * parameters.number("oxygenKgPerM3") * volume * tanks;
    const cap = demand > supply ? supply / demand : 1;
    const reached = reactWithin(
      slurry,
      wanted.map((w) => ({ ...w, molPerH: w.molPerH * cap })),
      memory,
    );
    let heat = 0;
    for (const [r, { name, numbers }] of records.entries()) {
      results[`conversion.${name}`] *= cap * reached[r];
      heat += wanted[r].molPerH * cap * reached[r] * (numbers.get("heatKjPerMol") ?? 0);
    }
    results["oxygenDemandKgPerH"] = demand;
    results["oxygenCeilingKgPerH"] = supply;
    slurry.temperatureK = parameters.number("temperatureC") + 273.15;
    const fedShare =
      phaseKgPerH(inlets["feed"], "solid") /
      Math.max(1e-300, phaseKgPerH(inlets["feed"], "solid") + phaseKgPerH(inlets["feed"], "aqueous"));
    const issues = [
      ...(fedShare > 0.2
        ? [
            warning(
              path,
              "process.outside-window",
              `${(100 * fedShare).toPrecision(3)} % solids in the feed; cultures are run at up to 20 % (Rawlings and Johnson 2007): dilute it`,
            ),
          ]
        : []),
      ...(isWashedOut
        ? [
            warning(
              path,
              "process.wash-out",
              `residence ${(residence / tanks).toPrecision(3)} h in the first tank is below 1/μ = ${(1 / Math.max(growth, 1e-12)).toPrecision(3)} h: the culture is washed out and nothing leaches; give more volume`,
            ),
          ]
        : []),
      ...(cap < 1
        ? [
            warning(
              path,
              "process.oxygen-limited",
              `oxidation asks for ${demand.toPrecision(4)} kg/h O2 and transfer gives ${supply.toPrecision(4)}; conversions are cut to ${(100 * cap).toPrecision(3)} %`,
            ),
          ]
        : []),
    ];
    return {
      outlets: { slurry },
      duties: { powerKw: parameters.number("powerKwPerM3") * volume * tanks, heatKw: -heat / 3600, results },
      issues,
    };
  },
};

/** Rosso's cardinal temperature model, 0 ... 1. */
function cardinalTemperature(c: number, [low, best, high]: readonly [number, number, number]): number {
  if (c <= low || c >= high) return 0;
  const above = (c - high) * (c - low) ** 2;
  const below = (best - low) * ((best - low) * (c - best) - (best - high) * (best + low - 2 * c));
  return Math.max(0, Math.min(1, above / below));
}
