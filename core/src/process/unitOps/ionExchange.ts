import { clarkBreakthrough, langmuirLoading, meanBreakthrough, thomasBreakthrough } from "../equations/ionExchange.ts";
import { componentKgPerH, copyStream, emptyStream, mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { addMoles, kgPerMol, liquidLitresPerH } from "./flows.ts";
import { count, number, component } from "./specs.ts";
import { UnitError, type UnitOp, warning } from "./unitOp.ts";

/** Ion exchange columns in turns: loading to a breakthrough, elution. */
export const ionExchange: UnitOp = {
  kind: "ion-exchange",
  group: "ion exchange",
  title: "Ion exchange columns, loading and elution",
  equation:
    "M + z A–R = MRz + z A; q_i = q_max b_i c_i/(1 + Σ b c); removal as far as the bed's capacity in a cycle, or 1 − mean of c/c0 over the cycle by thomas: c/c0 = 1/(1 + e^(k (q m − c0 V)/Q)), or clark: c/c0 = [1 + (2^(n−1) − 1) e^(kT EBCT (n−1)/BV50 (BV50 − BV))]^(−1/(n−1)); eluate takes the share eluted and gives z A back",
  assumptions: [
    "columns in merry-go-round: the bed is loaded to equilibrium with the feed before elution",
    "elution by acid returns the resin to its form",
    "steady cycle means",
    "thomas and clark: each ion by its own curve, all columns one bed; the curve is that of the test at its feed and flow",
  ],
  notWhen:
    "equilibrium: where kinetics decide use thomas or clark with constants of a column test at this feed; all: precipitation in the bed.",
  validation:
    "Langmuir column reference case of WaterTAP; Clark curves of six rare earths; mean of Thomas' curve against its closed form (test); charge balance (conformance suite).",
  source:
    "Inamuddin and Luqman (2012), Ion Exchange Technology I, ch. 1; Thomas (1944), J. Am. Chem. Soc. 66, 1664-1666; Clark (1987), Environ. Sci. Technol. 21, 573-580",
  inlets: [
    { name: "feed", doc: "solution" },
    { name: "eluant", doc: "acid or salt that strips the resin" },
  ],
  outlets: [
    { name: "treated", doc: "solution after loading" },
    { name: "eluate", doc: "rich solution" },
  ],
  parameters: {
    model: {
      kind: "word",
      unit: "word",
      choices: ["equilibrium", "thomas", "clark"],
      default: "equilibrium",
      doc: "what decides the removal: the isotherm, or a breakthrough curve",
    },
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
      fields: {
        affinityLPerMol: number("L/mol", "b", 0, 1e12),
        charge: number("1", "z", 1, 6),
        thomasLPerMgH: number("L/(mg h)", "k of Thomas", 0, 1e6, 0),
        thomasMgPerL: number("mg/L", "q m of Thomas, what a litre of resin holds at exhaustion", 0, 1e6, 0),
        clarkN: number("1", "n of Clark, above 1; give all digits", 1, 10, 1),
        clarkRate: number("1/s", "kT of Clark, as fitted", 0, 1e6, 0),
        clarkBv50: number("bed volumes", "BV50 of Clark", 0, 1e7, 0),
      },
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
    const model = parameters.word("model");
    const counter = parameters.word("counterIon");
    const held = componentKgPerH(eluate, counter) / kgPerMol(basis, counter);
    const taken = records.map(({ numbers }, i) => {
      const charge = numbers.get("charge") ?? 1;
      if (model !== "equilibrium") {
        const passed = breakthrough(model, numbers, {
          feedMgPerL: litres > 0 ? (1e6 * componentKgPerH(feed, records[i].name)) / litres : 0,
          litresPerH: litres,
          resinL: 1000 * parameters.number("resinM3"),
          cycleH: parameters.number("cycleH"),
        });
        return moles[i] * (1 - passed) * parameters.number("eluted");
      }
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

interface ColumnCycle {
  readonly feedMgPerL: number;
  readonly litresPerH: number;
  readonly resinL: number;
  readonly cycleH: number;
}

/** Share of an ion that passes the bed in a cycle. @throws {UnitError} a constant of the curve is missing */
function breakthrough(model: string, numbers: ReadonlyMap<string, number>, cycle: ColumnCycle): number {
  const at = (key: string) => numbers.get(key) ?? 0;
  const { feedMgPerL, litresPerH, resinL, cycleH } = cycle;
  if (!(litresPerH > 0)) return 1;
  if (model === "thomas") {
    if (!(at("thomasLPerMgH") > 0 && at("thomasMgPerL") > 0))
      throw new UnitError(
        "process.parameter-missing",
        "thomas needs thomasLPerMgH and thomasMgPerL above 0 of each ion",
      );
    const curve = (litres: number) =>
      thomasBreakthrough(at("thomasLPerMgH"), at("thomasMgPerL") * resinL, feedMgPerL, litres, litresPerH);
    return meanBreakthrough(curve, litresPerH * cycleH);
  }
  if (!(at("clarkN") > 1 && at("clarkBv50") > 0 && at("clarkRate") > 0))
    throw new UnitError(
      "process.parameter-missing",
      "clark needs clarkN above 1, clarkRate and clarkBv50 above 0 of each ion",
    );
  const contactS = (3600 * resinL) / litresPerH;
  const curve = (bv: number) => clarkBreakthrough(at("clarkN"), at("clarkRate"), contactS, at("clarkBv50"), bv);
  return meanBreakthrough(curve, (litresPerH * cycleH) / resinL);
}
