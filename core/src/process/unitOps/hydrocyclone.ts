import { actualEfficiency, plittCutUm, plittPressureKPa, whitenEfficiency } from "../equations/partition.ts";
import { phaseKgPerH, phaseM3PerH, splitStream } from "../streams/stream.ts";
import { classMeanUm } from "./flows.ts";
import { count, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Cluster of hydrocyclones: cut by Plitt or given, Whiten's curve, water split. Also for desliming. */
export const hydrocyclone: UnitOp = {
  kind: "hydrocyclone",
  group: "classification",
  title: "Hydrocyclone cluster, classification and desliming",
  equation:
    "E = Rf + (1 − Rf) (e^(αx/d) − 1)/(e^(αx/d) + e^α − 2); d50c by Plitt, scaled by ((ρ̄ − 1)/(ρ − 1))^½ for each mineral",
  assumptions: ["equal cyclones", "sizes stand for their class's geometric mean", "water split given"],
  notWhen: "Roping (underflow too thick) or viscosity from slimes.",
  validation: "Whiten partition and Plitt reference cases to 1e-6.",
  source: "Plitt (1976), CIM Bulletin 69 (776); Napier-Munn et al. (1996), section 12.3",
  inlets: [{ name: "feed", doc: "pulp" }],
  outlets: [
    { name: "overflow", doc: "fine" },
    { name: "underflow", doc: "coarse" },
  ],
  parameters: {
    cutUm: number("µm", "d50c; 0 to compute it by Plitt from the geometry", 0, 5000, 0),
    alpha: number("1", "Whiten's sharpness", 0.1, 20, 2.5, { min: 1, max: 6, source: "Napier-Munn et al. (1996)" }),
    waterSplit: number("1", "Rf, share of the water to underflow", 0, 1, 0.3),
    cyclones: count("cyclones in the cluster", 1, 1000, 1),
    diameterCm: number("cm", "Dc", 1, 300, 50.8),
    inletCm: number("cm", "Di, diameter of equal area", 0.1, 100, 15),
    vortexFinderCm: number("cm", "Do", 0.1, 100, 18),
    spigotCm: number("cm", "Du", 0.1, 100, 9.5),
    freeHeightCm: number("cm", "h", 1, 1000, 150),
    calibration: number("1", "factor on Plitt's cut", 0.1, 10, 1),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "pyrite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeUm: [10, 38, 75, 150, 300],
    inlets: { feed: { quartz: 60_000, pyrite: 5_000, H2O: 180_000 } },
    parameters: {},
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const alpha = parameters.number("alpha");
    const split = parameters.number("waterSplit");
    const solidM3 = phaseM3PerH(feed, "solid");
    const pulpM3 = solidM3 + phaseM3PerH(feed, "aqueous");
    const meanDensity = solidM3 > 0 ? phaseKgPerH(feed, "solid") / solidM3 / 1000 : 2.7;
    const geometry = {
      diameterCm: parameters.number("diameterCm"),
      inletCm: parameters.number("inletCm"),
      vortexFinderCm: parameters.number("vortexFinderCm"),
      spigotCm: parameters.number("spigotCm"),
      freeHeightCm: parameters.number("freeHeightCm"),
      solidsVolumePct: pulpM3 > 0 ? (100 * solidM3) / pulpM3 : 0,
      solidsDensityTPerM3: Math.max(1.01, meanDensity),
      flowLPerMinute: Math.max(1e-9, (pulpM3 * 1000) / 60 / parameters.number("cyclones")),
    };
    const given = parameters.number("cutUm");
    const cut = given > 0 ? given : plittCutUm(geometry, parameters.number("calibration"));
    const [underflow, overflow] = splitStream(feed, (slot) => {
      const c = basis.slotComponent[slot];
      const { phase, densityKgPerM3 } = basis.components[c];
      if (phase !== "solid") return split;
      const k = slot - basis.firstSlot[c];
      // Without classes as one below 100 µm.
      const size = classMeanUm(basis, k, Math.sqrt(1000));
      const ownCut = cut * Math.sqrt((geometry.solidsDensityTPerM3 - 1) / Math.max(0.01, densityKgPerM3 / 1000 - 1));
      return actualEfficiency(whitenEfficiency(size / ownCut, alpha), split);
    });
    const pressure = plittPressureKPa(geometry);
    return {
      outlets: { overflow, underflow },
      duties: { powerKw: (pressure * pulpM3) / 3600 / 0.65, results: { cutUm: cut, pressureKPa: pressure } },
      issues: [
        ...(basis.sizeUm.length === 0 && solidM3 > 0
          ? [
              warning(
                path,
                "process.no-sizes",
                "the flowsheet has no size classes: all solids are taken as one size near 30 µm; give sizeClassesUm",
              ),
            ]
          : []),
        ...(pressure > 400
          ? [
              warning(
                path,
                "process.pressure",
                `${pressure.toFixed(0)} kPa in each cyclone, practice is 40 to 400 (Wills and Finch 2016, ch. 9): raise cyclones or their size`,
              ),
            ]
          : []),
      ],
    };
  },
};
