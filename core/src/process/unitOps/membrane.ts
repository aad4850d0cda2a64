import { sieving, spieglerKedemRejection } from "../equations/membranes.ts";
import { gasConstant } from "../equations/kinetics.ts";
import type { Issue } from "../../evidence/issue.ts";
import { phaseM3PerH, type Stream, splitStream } from "../streams/stream.ts";
import { byComponent, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Reverse osmosis or nanofiltration by rejections; osmotic check; area and power. */
export const membrane: UnitOp = {
  kind: "membrane",
  group: "membranes",
  title: "Reverse osmosis or nanofiltration",
  equation:
    "C_r = C_f (1 − Y)^(S−1), S = 1 − rejection; rejection given, or R = σ (1 − F)/(1 − σ F), F = exp(−J (1 − σ)/P); area = permeate/flux; Δπ = R T Σ c; power = ΔP Q/η",
  assumptions: [
    "local sieving does not change along the module",
    "no electric field: each ion by its own rejection, which the test at this mixture holds; the pore model with Donnan and dielectric exclusion (DSPM-DE) is not in this unit, and a permeate whose charge does not close by 1 % is told",
    "ideal osmotic pressure",
  ],
  notWhen:
    "Scaling (check saturation of gypsum, silica and barite first); another mix, pH or strength than tested: ion rejections of nanofiltration follow from charge (DSPM-DE) and do not carry over.",
  validation:
    "Sieving and reverse osmosis reference cases of PrOMMiS and WaterTAP; limits of Spiegler and Kedem's rejection (test).",
  source: "Wamble et al. (2022), doi 10.1021/acssuschemeng.2c02862; Spiegler and Kedem (1966)",
  inlets: [{ name: "feed", doc: "clear solution" }],
  outlets: [
    { name: "permeate", doc: "through the membrane" },
    { name: "retentate", doc: "concentrate" },
  ],
  parameters: {
    waterRecovery: number("1", "Y, share of the water to permeate", 0, 0.99),
    rejection: byComponent("1", "by solute; negative where it passes faster than water; 0 where not given", -2, 1),
    reflection: byComponent("1", "σ by solute, in place of rejection", 0, 1),
    permeabilityLPerM2H: byComponent("L/(m² h)", "P by solute, with reflection", 0, 1e4),
    pressureKPa: number("kPa", "transmembrane pressure", 10, 12_000, 2000),
    fluxLPerM2H: number("L/(m² h)", "mean water flux", 0.1, 500, 20, {
      min: 5,
      max: 60,
      source: "spiral RO and NF practice",
    }),
    pumpEfficiency: number("1", "η", 0.1, 1, 0.75),
    energyRecovery: number("1", "share of the retentate's pressure that is recovered", 0, 0.98, 0),
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "Li", phase: "aqueous", formula: "Li+" },
      { id: "Co", phase: "aqueous", formula: "Co+2" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
    ],
    inlets: { feed: { H2O: 1000, Li: 1.7, Co: 17, SO4: 39 } },
    parameters: { waterRecovery: 0.6, rejection: { Li: -0.3, Co: 0.5, SO4: 0.4 } },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const y = parameters.number("waterRecovery");
    const rejection = Float64Array.from(parameters.byComponent("rejection", 0));
    for (const [id, sigma] of parameters.table("reflection")) {
      const permeability = parameters.table("permeabilityLPerM2H").get(id) ?? 0;
      const c = basis.index.get(id);
      if (c !== undefined) rejection[c] = spieglerKedemRejection(sigma, permeability, parameters.number("fluxLPerM2H"));
    }
    const shares = basis.components.map(({ phase, isCarrier }, c) => {
      if (phase === "solid" || phase === "organic") return 0;
      if (isCarrier || phase === "gas" || y === 0) return y;
      return Math.min(1, Math.max(0, 1 - sieving(1, 1, 1 - y, 1 - rejection[c]).retained));
    });
    const [permeate, retentate] = splitStream(feed, (slot) => shares[basis.slotComponent[slot]]);
    const flow = phaseM3PerH(feed, "aqueous");
    const out = phaseM3PerH(permeate, "aqueous");
    const osmotic = (stream: typeof feed) => {
      const volume = phaseM3PerH(stream, "aqueous");
      let mol = 0;
      for (const [c, { phase, isCarrier, molarMassGPerMol }] of basis.components.entries())
        if (phase === "aqueous" && !isCarrier) mol += (1000 * stream.kgPerH[basis.firstSlot[c]]) / molarMassGPerMol;
      return volume > 0 ? ((mol / volume) * gasConstant * feed.temperatureK) / 1000 : 0;
    };
    const difference = osmotic(retentate) - osmotic(permeate);
    const pressure = parameters.number("pressureKPa");
    return {
      outlets: { permeate, retentate },
      duties: {
        powerKw:
          (pressure * (flow - parameters.number("energyRecovery") * (flow - out))) /
          3600 /
          parameters.number("pumpEfficiency"),
        results: { areaM2: (out * 1000) / parameters.number("fluxLPerM2H"), osmoticKPa: difference },
      },
      issues: [
        ...chargeDoubt(permeate, path),
        ...(difference > pressure
          ? [
              warning(
                path,
                "process.osmotic-limit",
                `the osmotic pressure at the end, ${difference.toFixed(0)} kPa, exceeds ${pressure} kPa: this recovery cannot be reached; lower it or raise the pressure`,
              ),
            ]
          : []),
      ],
    };
  },
};

/** A permeate cannot be charged: rejections that make it so are not those of one mixture. */
function chargeDoubt(permeate: Stream, path: string): Issue[] {
  let [plus, minus] = [0, 0];
  for (const [c, { charge, phase, molarMassGPerMol }] of permeate.basis.components.entries()) {
    if (phase !== "aqueous" || charge === 0) continue;
    const equivalents = (charge * 1000 * permeate.kgPerH[permeate.basis.firstSlot[c]]) / molarMassGPerMol;
    if (equivalents > 0) plus += equivalents;
    else minus -= equivalents;
  }
  const off = Math.abs(plus - minus) / Math.max(plus, minus, 1e-300);
  return off > 0.01
    ? [
        warning(
          path,
          "process.charge",
          `the permeate holds ${plus.toPrecision(4)} eq/h of cations and ${minus.toPrecision(4)} of anions: these rejections do not belong to one mixture, or the feed is not neutral; give rejections that keep charge`,
        ),
      ]
    : [];
}
