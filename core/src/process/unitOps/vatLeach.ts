import { arrheniusRatio, type CoreControl, coreControls, coreConversion } from "../equations/kinetics.ts";
import { mixStreams, phaseKgPerH, phaseM3PerH } from "../streams/stream.ts";
import { classMeanUm, kgPerMol } from "./flows.ts";
import { reactWithin, reagentShort } from "./react.ts";
import { count, number, speciesField } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Vats in turn: filled, flooded for a time, washed, dug out. */
export const vatLeach: UnitOp = {
  kind: "vat-leach",
  group: "leaching",
  title: "Vat leach with washes",
  equation:
    "X = Σ_sizes X(t/τ), t/τ by the shrinking core, τ = τ_ref (x/x_ref)^p exp(Ea/R (1/T − 1/T_ref)); solute left in the residue = held (1 − E)^n of n washes; vats = ⌈ore · cycle/(ρ_b V)⌉",
  assumptions: [
    "flooded beds: all particles see the liquor at its mean strength for the whole time",
    "each wash displaces the share E of what the drained bed holds, with fresh wash liquor",
    "streams are means over the cycle of all vats",
  ],
  notWhen: "Slimes stop the percolation (below some 150 µm), or agitation pays: use shrinking-core-leach.",
  validation:
    "Shrinking-core limits shared with the stirred leach; washing against (1 − E)^n, vats by count (tests); element balance (conformance suite).",
  source:
    "Levenspiel (1999), Chemical Reaction Engineering, 3rd ed., ch. 25 (kinetics); Habashi (1993), A Textbook of Hydrometallurgy, ch. on leaching in vats (practice; recalled)",
  inlets: [
    { name: "ore", doc: "solids, sand to crushed rock" },
    { name: "solution", doc: "leach liquor" },
    { name: "wash", doc: "wash liquor or water", isOptional: true },
  ],
  outlets: [
    { name: "pregnant", doc: "liquor and washings drained" },
    { name: "residue", doc: "leached solids with the liquor they hold" },
  ],
  parameters: {
    leachH: number("h", "flooded time", 0.1, 10_000, 96, {
      min: 24,
      max: 336,
      source: "practice of vat leaching, 1-14 days",
    }),
    turnaroundH: number("h", "filling, washing, draining and digging out", 0, 1000, 48),
    vatM3: number("m³", "V, bed volume of one vat", 0.01, 1e6),
    bulkDensityKgPerM3: number("kg/m³", "ρ_b of the dry bed", 500, 3000, 1600),
    moisture: number("kg/kg", "liquor held by the drained residue", 0, 1, 0.15),
    washes: count("n", 0, 20, 2),
    washEfficiency: number("1", "E, share displaced by one wash", 0, 1, 0.7),
    temperatureC: number("°C", "of the vats", 0, 95, 25),
    minerals: {
      kind: "records",
      unit: "by mineral",
      namesComponents: true,
      doc: "kinetics and reaction of each mineral, gangue too",
      fields: {
        control: { kind: "word", unit: "word", choices: coreControls, default: "product-layer", doc: "what limits" },
        tauH: number("h", "τ_ref, time to full conversion at the reference", 1e-9, 1e9),
        referenceUm: number("µm", "x_ref", 0.1, 1e6, 1000),
        sizeOrder: number("1", "p: 1 for reaction and film, 2 for product layer", 0, 3, 2),
        activationKjPerMol: number("kJ/mol", "Ea", 0, 250, 0),
        referenceC: number("°C", "T_ref", 0, 300, 25),
        ultimate: number("1", "share that can be reached", 0, 1, 1),
        species: speciesField,
      },
    },
  },
  example: {
    components: [
      { id: "tenorite", phase: "solid", formula: "CuO" },
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Cu", phase: "aqueous", formula: "Cu+2" },
    ],
    sizeUm: [300, 1000, 6000],
    inlets: {
      ore: { tenorite: 10, quartz: 990 },
      solution: { H2O: 900, H: 0.6, SO4: 28.6 },
      wash: { H2O: 300 },
    },
    parameters: { vatM3: 50, minerals: { tenorite: { tauH: 40, species: "Cu + H + H2O" } } },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const all = mixStreams(basis, [inlets["ore"], inlets["solution"]]);
    const at = (name: string) => parameters.number(name);
    const results: Record<string, number> = {};
    const records = parameters.records("minerals");
    const reactants = records.map(({ name, numbers, words }) => {
      const of = (key: string) => numbers.get(key) ?? 0;
      const c = basis.index.get(name) ?? 0;
      const rate = arrheniusRatio(
        1000 * of("activationKjPerMol"),
        of("referenceC") + 273.15,
        at("temperatureC") + 273.15,
      );
      let [held, reacted] = [0, 0];
      for (let k = 0; k < basis.classes; k++) {
        const kg = all.kgPerH[basis.firstSlot[c] + k];
        const size = classMeanUm(basis, k, of("referenceUm"));
        const tau = (of("tauH") / rate) * (size / of("referenceUm")) ** of("sizeOrder");
        held += kg;
        reacted +=
          kg *
          of("ultimate") *
          coreConversion((words.get("control") ?? "product-layer") as CoreControl, at("leachH") / tau);
      }
      results[`conversion.${name}`] = held > 0 ? reacted / held : 0;
      return { id: name, species: words.get("species") ?? "", molPerH: reacted / kgPerMol(basis, name) };
    });
    const reached = reactWithin(all, reactants, memory);
    for (const [r, { name }] of records.entries()) results[`conversion.${name}`] *= reached[r];
    all.temperatureK = at("temperatureC") + 273.15;
    const solids = phaseKgPerH(all, "solid");
    const liquor = phaseKgPerH(all, "aqueous");
    const held = liquor > 0 ? Math.min(1, (at("moisture") * solids) / liquor) : 0;
    const wash = inlets["wash"];
    const washKg = phaseKgPerH(wash, "aqueous");
    // What the bed holds is displaced by wash of the same mass; without wash nothing is displaced.
    const left = washKg > 0 ? (1 - at("washEfficiency")) ** at("washes") : 1;
    const takenUp = Math.min(1, washKg > 0 ? (held * liquor * (1 - left)) / washKg : 0);
    const pregnant = { ...all, kgPerH: new Float64Array(basis.slots) };
    const residue = { ...all, kgPerH: new Float64Array(basis.slots) };
    for (let s = 0; s < basis.slots; s++) {
      const { phase } = basis.components[basis.slotComponent[s]];
      const [kg, clean] = [all.kgPerH[s], wash.kgPerH[s]];
      const stays = phase === "solid" ? kg + clean : phase === "aqueous" ? kg * held * left + clean * takenUp : 0;
      residue.kgPerH[s] = stays;
      pregnant.kgPerH[s] = Math.max(0, kg + clean - stays);
    }
    const cycle = at("leachH") + at("turnaroundH");
    results["vats"] = Math.ceil((solids * cycle) / (at("bulkDensityKgPerM3") * at("vatM3")) - 1e-9);
    results["liquorToSolids"] = solids > 0 ? phaseM3PerH(all, "aqueous") / (solids / 1000) : 0;
    results["soluteLeftInResidue"] = held * left;
    return {
      outlets: { pregnant, residue },
      duties: { results },
      issues: reagentShort(
        path,
        reactants,
        reached,
        (names) => `a reagent runs short for ${names}; the kinetics assume it is there: feed more`,
      ),
    };
  },
};
