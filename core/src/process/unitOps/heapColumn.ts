import { type HeapColumnResult, heapColumn, naturalDraftKgPerM2H } from "../equations/heapColumn.ts";
import type { Issue } from "../../evidence/issue.ts";
import { componentKgPerH, mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { heapExample, heapMineralFields } from "./heapLeach.ts";
import { reactWithin, stoichiometryOf } from "./react.ts";
import { component, number, speciesOf } from "./specs.ts";
import { type UnitOp, UnitError, warning } from "./unitOp.ts";

/** Heap or dump in one dimension: irrigation, lift height, oxygen carried by gas, acid by liquor, heat by both. */
export const heapColumnLeach: UnitOp = {
  kind: "heap-leach-column",
  group: "leaching",
  title: "Heap or dump leach with flow, oxygen and heat in one dimension",
  equation:
    "dX/dt = k φ(T, O₂) (X∞ − X), cut where oxygen or acid runs out; ρc ∂T/∂t = λ ∂²T/∂z² − G_l c_l ∂T/∂z + G_g c_g ∂T/∂z + Σ heat; gas in plug flow upward, liquor downward; area = ore · days · 24/(ρ_b H)",
  assumptions: [
    "steady stacking: streams are means over the leach time of a lift",
    "20 layers, 400 steps; gas and liquor hold nothing; gas is saturated with vapour",
    "flow is even over the area; bacteria are those of the mesophile curve of Casas et al.",
    "acid and oxygen are used in the order in which liquor and gas meet the layers",
    "the vapour carried off is in the heat, not in the water balance",
  ],
  notWhen:
    "Channelling, compaction or fines decide (permeability falls with the lift): run columns; thermophile cultures above 45 °C.",
  validation:
    "Isothermal limit 1 − e^(−kt), heat closed to 1e-9, plug-flow temperature rise Q H/(G c), oxygen ceiling (tests); element balance (conformance suite). No plant case.",
  source:
    "Casas et al. (1998), Metall. Mater. Trans. B 29, 899-909; Dixon (2000), Hydrometallurgy 58, 27-41 (recalled, not checked against the paper)",
  inlets: [
    { name: "ore", doc: "solids stacked" },
    { name: "solution", doc: "irrigation" },
    { name: "air", doc: "gas blown or drawn in at the base, with its oxygen", isOptional: true },
  ],
  outlets: [
    { name: "pregnant", doc: "liquor that drains" },
    { name: "residue", doc: "leached solids with the liquor they hold" },
    { name: "offgas", doc: "gas that leaves at the top" },
  ],
  parameters: {
    liftM: number("m", "H, height of a lift", 0.1, 60, 6, {
      min: 2,
      max: 12,
      source: "practice of heaps; dumps higher",
    }),
    days: number("d", "leach time of a lift", 0.1, 5000),
    bulkDensityKgPerM3: number("kg/m³", "ρ_b of the stacked dry ore", 500, 3000, 1700),
    moisture: number("kg/kg", "liquor held by the dry residue", 0, 0.5, 0.1),
    irrigationLPerM2H: number("L/(m² h)", "asked for; 0 takes the solution as it comes", 0, 100, 0),
    solutionC: number("°C", "of the irrigation", 0, 80, 20),
    airC: number("°C", "of the air", -40, 60, 15),
    startC: number("°C", "of the ore when stacked", -20, 80, 15),
    conductivityWPerMK: number("W/(m K)", "λ of the lift", 0, 10, 2.1),
    surfaceWPerM2K: number("W/(m² K)", "loss from the surface", 0, 100, 10),
    permeabilityM2: number("m²", "K, for the natural draft reported", 0, 1e-6, 1e-10),
    oxygen: component("gas", ""),
    acid: component("acid in the solution", "H"),
    gasOxygenKgPerM3: number("kg/m³", "oxygen in the gas at the base", 0, 2, 0.2436),
    halfSaturationKgPerM3: number("kg/m³", "K_M", 0, 0.1, 0.001),
    minerals: {
      kind: "records",
      unit: "by mineral",
      namesComponents: true,
      doc: "rate and reaction of each mineral, gangue too",
      fields: { lagDays: number("d", "time before it begins", 0, 500, 0), ...heapMineralFields },
    },
  },
  example: {
    components: [...heapExample.components, { id: "N2", phase: "gas" }],
    inlets: { ...heapExample.inlets, air: { O2: 20, N2: 66 } },
    parameters: { days: 300, oxygen: "O2", minerals: heapExample.minerals },
  },
  run: ({ basis, inlets, parameters, memory, path }) => {
    const all = mixStreams(basis, [inlets["ore"], inlets["solution"], inlets["air"]]);
    const ore = phaseKgPerH(inlets["ore"], "solid");
    const at = (name: string) => parameters.number(name);
    const areaM2 = (ore * 24 * at("days")) / (at("bulkDensityKgPerM3") * at("liftM"));
    const records = parameters.records("minerals");
    const [oxygen, acid] = [parameters.word("oxygen"), parameters.word("acid")];
    const results: Record<string, number> = {};
    const issues: Issue[] = [];
    let drainK = at("solutionC") + 273.15;
    if (areaM2 > 0) {
      const reactants = records.map(({ name, words }) => ({ id: name, species: words.get("species") ?? "" }));
      const use = (r: number, id: string) => {
        const k = speciesOf(reactants[r].species).indexOf(id);
        return k < 0 ? 0 : -stoichiometryOf(basis, reactants[r].id, reactants[r].species, memory)[k];
      };
      const perArea = (id: string, port: string) =>
        id === "" || !basis.index.has(id) ? 0 : componentKgPerH(inlets[port], id) / kgPerMol(basis, id) / areaM2;
      const column = heapColumn({
        liftM: at("liftM"),
        bulkDensityKgPerM3: at("bulkDensityKgPerM3"),
        moisture: at("moisture"),
        days: at("days"),
        solutionKgPerM2H: phaseKgPerH(inlets["solution"], "aqueous") / areaM2,
        solutionC: at("solutionC"),
        acidMolPerM2H: perArea(acid, "solution"),
        airKgPerM2H: phaseKgPerH(inlets["air"], "gas") / areaM2,
        airC: at("airC"),
        oxygenMolPerM2H: perArea(oxygen, "air"),
        gasOxygenKgPerM3: at("gasOxygenKgPerM3"),
        halfSaturationKgPerM3: at("halfSaturationKgPerM3"),
        conductivityWPerMK: at("conductivityWPerMK"),
        surfaceWPerM2K: at("surfaceWPerM2K"),
        startC: at("startC"),
        minerals: records.map(({ name, numbers }, r) => ({
          molPerKg: componentKgPerH(inlets["ore"], name) / kgPerMol(basis, name) / ore,
          ratePerDay: numbers.get("ratePerDay") ?? 0,
          ultimate: numbers.get("ultimate") ?? 1,
          lagDays: numbers.get("lagDays") ?? 0,
          isBacterial: (numbers.get("isBacterial") ?? 1) > 0.5,
          heatKjPerMol: numbers.get("heatKjPerMol") ?? 0,
          oxygenMolPerMol: oxygen === "" ? 0 : use(r, oxygen),
          acidMolPerMol: use(r, acid),
        })),
      });
      if (!Number.isFinite(column.meanC))
        throw new UnitError(
          "process.heap",
          "the heat balance of the lift has no finite answer; check lift, flows and heats",
        );
      const reached = reactWithin(
        all,
        reactants.map((reactant, r) => ({
          ...reactant,
          molPerH: (componentKgPerH(inlets["ore"], reactant.id) / kgPerMol(basis, reactant.id)) * column.conversion[r],
        })),
        memory,
      );
      for (const [r, { name }] of records.entries()) results[`conversion.${name}`] = column.conversion[r] * reached[r];
      drainK = column.drainC + 273.15;
      const irrigation = phaseKgPerH(inlets["solution"], "aqueous") / areaM2;
      Object.assign(results, {
        areaM2,
        irrigationLPerM2H: irrigation,
        airKgPerM2H: phaseKgPerH(inlets["air"], "gas") / areaM2,
        naturalDraftKgPerM2H: naturalDraftKgPerM2H(at("permeabilityM2"), at("airC"), column.meanC),
        meanC: column.meanC,
        peakC: column.peakC,
        heatReleasedKw: (column.heatKjPerM2 * areaM2) / (at("days") * 86_400),
        oxygenUsedShare:
          perArea(oxygen, "air") > 0 ? column.oxygenUsedMolPerM2 / (perArea(oxygen, "air") * 24 * at("days")) : 0,
      });
      issues.push(...doubts(column, irrigation, at("irrigationLPerM2H"), areaM2, path));
    }
    const held = at("moisture") * phaseKgPerH(all, "solid");
    const liquor = phaseKgPerH(all, "aqueous");
    const share = liquor > 0 ? Math.min(1, held / liquor) : 0;
    const [pregnant, residue, offgas] = [0, 1, 2].map(() => ({
      ...all,
      kgPerH: new Float64Array(basis.slots),
      temperatureK: drainK,
    }));
    for (let s = 0; s < basis.slots; s++) {
      const { phase } = basis.components[basis.slotComponent[s]];
      const kg = all.kgPerH[s];
      if (phase === "gas") offgas.kgPerH[s] = kg;
      else if (phase === "solid") residue.kgPerH[s] = kg;
      else {
        residue.kgPerH[s] = kg * share;
        pregnant.kgPerH[s] = kg - kg * share;
      }
    }
    return { outlets: { pregnant, residue, offgas }, duties: { results }, issues };
  },
};

function doubts(column: HeapColumnResult, irrigation: number, asked: number, areaM2: number, path: string): Issue[] {
  const found: Issue[] = [];
  const say = (code: string, message: string) => found.push(warning(path, code, message));
  const pct = (share: number) => `${(100 * share).toPrecision(3)} %`;
  if (column.oxygenLimited > 0.02)
    say("process.oxygen-limited", `oxygen leaves ${pct(column.oxygenLimited)} of the leaching undone; blow more air`);
  if (column.acidLimited > 0.02)
    say(
      "process.reagent-short",
      `acid leaves ${pct(column.acidLimited)} of the leaching undone; strengthen the solution`,
    );
  if (column.peakC > 45)
    say(
      "process.outside-window",
      `the lift reaches ${column.peakC.toFixed(0)} °C; the culture's curve holds to 45 °C: irrigate more, or expect other species`,
    );
  if (irrigation < 2 || irrigation > 20)
    say(
      "process.outside-window",
      `${irrigation.toPrecision(3)} L/(m² h) over ${areaM2.toPrecision(4)} m²; heaps are irrigated at 2 to 20 (practice): change the solution, the lift or the time`,
    );
  if (asked > 0 && Math.abs(irrigation - asked) > 0.05 * asked)
    say(
      "process.irrigation",
      `${irrigation.toPrecision(3)} L/(m² h) reach the heap and ${asked} are asked for: feed ${(asked * areaM2).toPrecision(4)} kg/h of solution`,
    );
  return found;
}
