import { formationOf } from "../equations/stoichiometry.ts";
import { componentKgPerH, copyStream, emptyStream, heatCapacityKjPerHK, splitStream } from "../streams/stream.ts";
import { addMoles, kgPerMol, molPerH } from "./flows.ts";
import type { UnitOp } from "./unitOp.ts";

/** Calcination or roasting of salts with a gas: water goes off, solids turn into others, a share is lost as dust. */
export const calciner: UnitOp = {
  kind: "calciner",
  group: "thermal",
  title: "Calciner or roaster",
  equation: "salt + O2 = oxide + CO2 + H2O, balanced by the gases named; product = r · solids; liquid water → steam",
  assumptions: [
    "conversion given",
    "solutes of the moisture stay with the dust",
    "heat by usual heat capacities, no heat of reaction",
  ],
  notWhen: "The product's phase or the gas limits conversion.",
  validation: "UKy oxalate roaster: gas and oxides.",
  source: "PrOMMiS oxalate roaster",
  inlets: [
    { name: "feed", doc: "moist solids" },
    { name: "gas", doc: "hot gas or air", isOptional: true },
  ],
  outlets: [
    { name: "product", doc: "calcined solids" },
    { name: "dust", doc: "solids lost and the salts of the moisture" },
    { name: "gas", doc: "off-gas" },
  ],
  parameters: {
    reactions: {
      kind: "records",
      unit: "by solid",
      namesComponents: true,
      doc: "what each solid turns into",
      fields: {
        product: { kind: "word", unit: "component", namesComponents: true, doc: "solid that forms" },
        conversion: { kind: "number", unit: "1", min: 0, max: 1, default: 1, doc: "share that reacts" },
      },
    },
    gases: {
      kind: "words",
      unit: "components",
      namesComponents: true,
      doc: "gases used and set free, e.g. O2, CO2, steam",
    },
    water: { kind: "word", unit: "component", default: "H2O", namesComponents: true, doc: "liquid water" },
    steam: {
      kind: "word",
      unit: "component",
      default: "",
      namesComponents: true,
      doc: "gas that the water becomes; empty: water stays",
    },
    recovery: { kind: "number", unit: "1", min: 0, max: 1, default: 1, doc: "share of the solids in the product" },
    temperatureC: { kind: "number", unit: "°C", min: 0, max: 2000, default: 600, doc: "outlet temperature" },
  },
  example: {
    components: [
      { id: "oxalate", phase: "solid", formula: "Nd2(C2O4)3·10H2O" },
      { id: "Nd2O3", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "O2", phase: "gas" },
      { id: "CO2", phase: "gas" },
      { id: "steam", phase: "gas", formula: "H2O" },
    ],
    inlets: { feed: { oxalate: 10, H2O: 5 }, gas: { O2: 20 } },
    parameters: {
      reactions: { oxalate: { product: "Nd2O3" } },
      gases: ["O2", "CO2", "steam"],
      steam: "steam",
      recovery: 0.95,
    },
  },
  run: ({ basis, inlets, parameters, memory }) => {
    const [feed, gasIn] = [inlets["feed"], inlets["gas"]];
    const solids = copyStream(feed);
    const gas = copyStream(gasIn);
    const gases = parameters.words("gases");
    for (const { name, numbers, words } of parameters.records("reactions")) {
      const product = words.get("product") ?? "";
      let nu = memory.get(`${name}>${product}`);
      if (nu === undefined) {
        nu = formationOf(basis, name, [product, ...gases]);
        memory.set(`${name}>${product}`, nu);
      }
      const reacted = (componentKgPerH(feed, name) / kgPerMol(basis, name)) * (numbers.get("conversion") ?? 1);
      if (!(reacted > 0)) continue;
      addMoles(solids, name, -reacted);
      addMoles(solids, product, reacted * nu[0]);
      for (const [k, id] of gases.entries()) addMoles(gas, id, reacted * nu[k + 1]);
    }
    const steam = parameters.word("steam");
    if (steam !== "") {
      const water = parameters.word("water");
      const mol = molPerH(solids, water);
      addMoles(solids, water, -mol);
      addMoles(gas, steam, mol);
    }
    const recovery = parameters.number("recovery");
    const kept = splitStream(solids, (slot) =>
      basis.components[basis.slotComponent[slot]].phase === "solid" ? recovery : 0,
    );
    for (let s = 0; s < basis.slots; s++)
      if (basis.components[basis.slotComponent[s]].phase === "gas") {
        gas.kgPerH[s] += kept[1].kgPerH[s];
        kept[1].kgPerH[s] = 0;
      }
    const outK = parameters.number("temperatureC") + 273.15;
    let heat = 0;
    for (const stream of [feed, gasIn]) heat += heatCapacityKjPerHK(stream) * (outK - stream.temperatureK);
    for (const stream of [...kept, gas]) stream.temperatureK = outK;
    return { outlets: { product: kept[0], dust: kept[1] ?? emptyStream(basis), gas }, duties: { heatKw: heat / 3600 } };
  },
};
