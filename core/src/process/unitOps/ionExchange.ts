import { langmuirLoading } from "../equations/ionExchange.ts";
import { componentKgPerH, copyStream, emptyStream, mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { addMoles, kgPerMol, liquidLitresPerH } from "./flows.ts";
import { count, number, component } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Ion exchange columns in turns: loading to a breakthrough, elution. */
export const ionExchange: UnitOp = {
  kind: "ion-exchange",
  group: "ion exchange",
  title: "Ion exchange columns, loading and elution",
  equation:
    "M + z A–R = MRz + z A; q_i = q_max b_i c_i/(1 + Σ b c); removal as far as the bed's capacity in a cycle; eluate takes the share eluted and gives z A back",
  assumptions: [
    "columns in merry-go-round: the bed is loaded to equilibrium with the feed before elution",
    "elution by acid returns the resin to its form",
    "steady cycle means",
  ],
  notWhen: "Kinetics decide: use the breakthrough curves (Clark, Thomas) to find the removal first.",
  validation: "Langmuir column reference case of WaterTAP; charge balance (conformance suite).",
  source: "Inamuddin and Luqman (2012), Ion Exchange Technology I, ch. 1",
  inlets: [
    { name: "feed", doc: "solution" },
    { name: "eluant", doc: "acid or salt that strips the resin" },
  ],
  outlets: [
    { name: "treated", doc: "solution after loading" },
    { name: "eluate", doc: "rich solution" },
  ],
  parameters: {
    resinM3: number("m³", "resin in all columns", 1e-6, 1e6),
    cycleH: number("h", "loading and elution of all columns", 0.01, 1e5),
    capacityEqPerL: number("eq/L", "q_max", 1e-4, 10, 1, {
      min: 0.3,
      max: 2.5,
      source: "commercial gel and chelating resins",
    }),
    columns: count("columns", 1, 100, 3),
    counterIon: component("A: what the resin gives, H for the acid form", "H"),
    eluted: number(
      "1",
      "share of the load that elution takes off; the rest is reported and stays in the cycle as treated solution",
      0,
      1,
      1,
    ),
    ions: {
      kind: "records",
      unit: "by ion",
      namesComponents: true,
      doc: "affinity and charge of each ion",
      fields: { affinityLPerMol: number("L/mol", "b", 0, 1e12), charge: number("1", "z", 1, 6) },
    },
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "H", phase: "aqueous", formula: "H+" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
      { id: "Nd", phase: "aqueous", formula: "Nd+3" },
      { id: "Ca", phase: "aqueous", formula: "Ca+2" },
    ],
    inlets: { feed: { H2O: 1000, Nd: 0.01, Ca: 0.3, SO4: 0.73, H: 0.0001 }, eluant: { H2O: 20, H: 0.06, SO4: 2.86 } },
    parameters: {
      resinM3: 0.05,
      cycleH: 24,
      ions: { Nd: { affinityLPerMol: 5000, charge: 3 }, Ca: { affinityLPerMol: 20, charge: 2 } },
    },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const [feed, eluant] = [inlets["feed"], inlets["eluant"]];
    const treated = copyStream(feed);
    const eluate = mixStreams(basis, [eluant, emptyStream(basis)]);
    const litres = liquidLitresPerH(feed, "aqueous");
    const records = parameters.records("ions");
    const moles = records.map(({ name }) => componentKgPerH(feed, name) / kgPerMol(basis, name));
    const terms = records.map(({ numbers }, i) =>
      litres > 0 ? (numbers.get("affinityLPerMol") ?? 0) * (moles[i] / litres) : 0,
    );
    const sum = terms.reduce((a, b) => a + b, 0);
    const capacityMolPerH =
      (parameters.number("resinM3") * 1000 * parameters.number("capacityEqPerL")) / parameters.number("cycleH");
    const counter = parameters.word("counterIon");
    const held = componentKgPerH(eluate, counter) / kgPerMol(basis, counter);
    const taken = records.map(({ numbers }, i) => {
      const charge = numbers.get("charge") ?? 1;
      const loading = sum > 0 ? (langmuirLoading(capacityMolPerH, 1, sum) * terms[i]) / sum : 0;
      return Math.min(moles[i], (loading / charge) * parameters.number("eluted"));
    });
    const equivalents = records.reduce((total, { numbers }, i) => total + (numbers.get("charge") ?? 1) * taken[i], 0);
    const cut = equivalents > held ? held / equivalents : 1;
    const results: Record<string, number> = { loadedEqPerH: equivalents * cut, capacityEqPerH: capacityMolPerH };
    for (const [i, { name, numbers }] of records.entries()) {
      const mol = taken[i] * cut;
      const counterMol = mol * (numbers.get("charge") ?? 1);
      addMoles(treated, name, -mol);
      addMoles(treated, counter, counterMol);
      addMoles(eluate, name, mol);
      addMoles(eluate, counter, -counterMol);
      results[`removal.${name}`] = moles[i] > 0 ? mol / moles[i] : 0;
    }
    results["bedVolumesPerH"] = phaseKgPerH(feed, "aqueous") / 1000 / parameters.number("resinM3");
    return {
      outlets: { treated, eluate },
      duties: { results },
      issues:
        cut < 1
          ? [
              warning(
                path,
                "process.reagent-short",
                `the eluant holds ${held.toPrecision(3)} mol/h of ${counter} and elution needs ${equivalents.toPrecision(3)}; strengthen it`,
              ),
            ]
          : [],
    };
  },
};
