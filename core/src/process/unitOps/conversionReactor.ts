import { componentKgPerH, copyStream, heatCapacityKjPerHK, mixStreams } from "../streams/stream.ts";
import { kgPerMol } from "./flows.ts";
import { reactWithin, reagentShort } from "./react.ts";
import { number, speciesField } from "./specs.ts";
import { type UnitExample, type UnitOp, type ValidityWindow, warning } from "./unitOp.ts";

/** What tells one reactor of given conversion from another. */
export interface ReactorKind extends Pick<UnitOp, "kind" | "group" | "title" | "notWhen" | "validation" | "source"> {
  readonly assumptions?: readonly string[];
  /** Temperature and pressure that are usual, and the window in °C. */
  readonly temperatureC: number;
  readonly pressureKPa: number;
  readonly window: ValidityWindow;
  readonly example: UnitExample;
}

/**
 * A reactor with conversions from test work: each reaction balanced for elements and charge by the program, cut where a reagent
 * runs short. Serves for every step whose conversion is measured rather than computed.
 */
export function conversionReactor(about: ReactorKind): UnitOp {
  return {
    kind: about.kind,
    group: about.group,
    title: about.title,
    equation:
      "A + Σ ν_i B_i = Σ ν_j C_j with ν from the element and charge balance; extent = X · A, cut where a reagent runs short",
    assumptions: [
      "conversions are those of the test at its temperature, time and grind",
      "reactions do not compete except for reagents",
      "heat by usual heat capacities and the reaction heats given",
      ...(about.assumptions ?? []),
    ],
    notWhen: about.notWhen,
    validation: about.validation,
    source: about.source,
    inlets: [
      { name: "feed", doc: "what reacts" },
      { name: "reagent", doc: "acid, gas, additive", isOptional: true },
    ],
    outlets: [
      { name: "product", doc: "solids and liquids" },
      { name: "gas", doc: "gas that leaves" },
    ],
    parameters: {
      reactions: {
        kind: "records",
        unit: "by component",
        namesComponents: true,
        doc: "what each component turns into, and how much of it",
        fields: {
          conversion: number("1", "share that reacts", 0, 1),
          species: speciesField,
          heatKjPerMol: number("kJ/mol", "heat set free per mole of the component", -10_000, 10_000, 0),
        },
      },
      temperatureC: number("°C", "outlet temperature", -50, 2000, about.temperatureC, about.window),
      pressureKPa: number("kPa", "outlet pressure", 1, 20_000, about.pressureKPa),
      powerKwhPerT: number("kWh/t", "agitation and drives per tonne of solids and liquids", 0, 2000, 0),
    },
    example: about.example,
    run: ({ basis, inlets, parameters, memory, path }) => {
      const mixed = mixStreams(basis, [inlets["feed"], inlets["reagent"]]);
      const startK = mixed.temperatureK;
      const records = parameters.records("reactions");
      const reactants = records.map(({ name, numbers, words }) => ({
        id: name,
        species: words.get("species") ?? "",
        molPerH: (componentKgPerH(mixed, name) / kgPerMol(basis, name)) * (numbers.get("conversion") ?? 0),
      }));
      const reached = reactWithin(mixed, reactants, memory);
      const results: Record<string, number> = {};
      let released = 0;
      for (const [r, { name, numbers }] of records.entries()) {
        results[`conversion.${name}`] = (numbers.get("conversion") ?? 0) * reached[r];
        released += reactants[r].molPerH * reached[r] * (numbers.get("heatKjPerMol") ?? 0);
      }
      const outK = parameters.number("temperatureC") + 273.15;
      const heat = heatCapacityKjPerHK(mixed) * (outK - startK) - released;
      const [product, gas] = [copyStream(mixed), copyStream(mixed)];
      let tonnes = 0;
      for (let s = 0; s < basis.slots; s++) {
        const isGas = basis.components[basis.slotComponent[s]].phase === "gas";
        (isGas ? product : gas).kgPerH[s] = 0;
        if (!isGas) tonnes += product.kgPerH[s] / 1000;
      }
      for (const stream of [product, gas]) {
        stream.temperatureK = outK;
        stream.pressurePa = parameters.number("pressureKPa") * 1000;
      }
      // Antoine for water at 99-374 °C, within 3 % of steam tables; above the critical point there is no liquid.
      const outC = parameters.number("temperatureC");
      const steamKPa = outC > 374 ? Number.POSITIVE_INFINITY : 0.133322 * 10 ** (8.14019 - 1810.94 / (244.485 + outC));
      const boils = basis.components.some(
        ({ phase, isCarrier }, c) => phase === "aqueous" && isCarrier && product.kgPerH[basis.firstSlot[c]] > 1e-9,
      );
      const boiling =
        boils && outC > 100 && steamKPa > parameters.number("pressureKPa")
          ? [
              warning(
                path,
                "process.boils",
                `liquid water is left at ${outC} °C and ${parameters.number("pressureKPa")} kPa, where it boils: raise pressureKPa, or let it become steam as a reaction`,
              ),
            ]
          : [];
      return {
        outlets: { product, gas },
        duties: { heatKw: heat / 3600, powerKw: parameters.number("powerKwhPerT") * tonnes, results },
        issues: [
          ...boiling,
          ...reagentShort(
            path,
            reactants,
            reached,
            (names) => `a reagent runs short: ${names} react less than the conversion given; feed more reagent`,
          ),
        ],
      };
    },
  };
}
