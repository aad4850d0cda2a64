import { trompToSinks } from "../equations/partition.ts";
import { splitStream } from "../streams/stream.ts";
import { number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Gravity separation by a Tromp curve: spirals, jigs, tables, dense medium. */
export const gravitySeparator: UnitOp = {
  kind: "gravity-separator",
  group: "gravity",
  title: "Gravity separator (Tromp curve)",
  equation: "share to sinks = 1/(1 + exp(1.099 (ρ50 − ρ)/Ep)); fines below a size go with the water",
  assumptions: ["density decides, by component or class of locked particles", "cut and Ep hold for the sizes treated"],
  notWhen: "Particles finer than the device can hold (spirals: about 45 µm) carry the value.",
  validation: "Napier-Munn partition reference case to 1e-9.",
  source: "Napier-Munn (1991), Minerals Engineering 4, 329-346",
  inlets: [{ name: "feed", doc: "pulp" }],
  outlets: [
    { name: "sinks", doc: "dense product" },
    { name: "floats", doc: "light product" },
  ],
  parameters: {
    cutDensity: number("t/m³", "ρ50", 1, 10),
    ep: number("t/m³", "Ep, half the distance from 25 to 75 %", 1e-4, 5),
    fineUm: number("µm", "classes whose top size is not above this follow the water", 0, 1000, 0),
    waterToSinks: number("1", "share of the water with the sinks", 0, 1, 0.2),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "cassiterite", phase: "solid" },
      { id: "locked", phase: "solid", mixture: { quartz: 0.7, cassiterite: 0.3 } },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 95, cassiterite: 3, locked: 2, H2O: 300 } },
    parameters: { cutDensity: 3.4, ep: 0.3 },
  },
  run: ({ basis, inlets, parameters }) => {
    const [cut, ep, water, fine] = ["cutDensity", "ep", "waterToSinks", "fineUm"].map((name) =>
      parameters.number(name),
    );
    const [sinks, floats] = splitStream(inlets["feed"], (slot) => {
      const c = basis.slotComponent[slot];
      const { phase, densityKgPerM3 } = basis.components[c];
      if (phase !== "solid") return water;
      const top = basis.sizeUm[slot - basis.firstSlot[c]];
      return top !== undefined && top <= fine ? water : trompToSinks(densityKgPerM3 / 1000, cut, ep);
    });
    return { outlets: { sinks, floats } };
  },
};
