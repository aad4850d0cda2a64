import {
  componentKgPerH,
  type FlowsheetDocument,
  type FlowsheetSolution,
  freeHydrogenMolPerL,
  type MountainPassBank,
  mountainPassBanks,
  mountainPassCircuit,
  prepareFlowsheet,
  type Stream,
  solveFlowsheet,
  ukyCoalRefuse,
  ukyMetals,
  type UkyOptions,
} from "@relode/core/process";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers } from "./adapter.ts";
import { adapterByInputs, fieldsOf, numberOf } from "./processAdapter.ts";

type Table = Readonly<Record<string, number>>;

/** Solves a document or says why not. */
function solved(document: FlowsheetDocument): FlowsheetSolution {
  const { flowsheet, issues } = prepareFlowsheet(document);
  if (flowsheet === null) throw new CaseInputError(issues[0]?.message ?? "the flowsheet cannot be prepared");
  const solution = solveFlowsheet(flowsheet);
  if (solution.status !== "converged") throw new CaseInputError(solution.issues[0]?.message ?? solution.status);
  return solution;
}

function streamOf(solution: FlowsheetSolution, id: string): Stream {
  const stream = solution.streams.get(id);
  if (stream === undefined) throw new CaseInputError(`the flowsheet has no stream ${id}`);
  return stream;
}

/** Flotation circuit with fixed recoveries or with kinetics. */
function flotation(inputs: CaseInputs): Answers {
  const isKinetic = inputs.has("banks");
  const feed = Object.fromEntries(inputs.numbers(inputs.has("fresh_feed") ? "fresh_feed" : "fresh_feed_kg_per_h"));
  const given = fieldsOf(inputs, isKinetic ? "banks" : "bank_recovery");
  const bankOf = (name: MountainPassBank): object => {
    const bank = given[name] as Readonly<Record<string, unknown>>;
    if (!isKinetic) return { model: "fixed", recovery: bank };
    return {
      ratePerMinute: bank["k_cf_per_min"],
      cells: numberOf(bank, "number_of_cells"),
      cellVolumeM3: numberOf(bank, "cell_volume"),
      airHoldup: numberOf(bank, "air_holdup"),
      solidsMassFraction: numberOf(bank, "pulp_solids_mass_fraction"),
    };
  };
  const banks = Object.fromEntries(mountainPassBanks.map((name) => [name, bankOf(name)])) as Record<
    MountainPassBank,
    object
  >;
  const density = inputs.has("density_kg_per_m3") ? Object.fromEntries(inputs.numbers("density_kg_per_m3")) : {};
  const solution = solved(mountainPassCircuit(feed, density, banks));
  const species = Object.keys(feed);
  const flows = (stream: Stream): Table => Object.fromEntries(species.map((id) => [id, componentKgPerH(stream, id)]));
  const streams: Record<string, Table> = {};
  for (const [id, stream] of solution.streams) streams[id] = flows(stream);
  const recoveries: Record<string, Table> = {};
  for (const bank of mountainPassBanks) {
    const [up, down] = [streams[`${bank}_concentrate`], streams[`${bank}_tails`]];
    streams[`${bank}_feed`] = Object.fromEntries(species.map((id) => [id, up[id] + down[id]]));
    recoveries[bank] = Object.fromEntries(species.map((id) => [id, up[id] / (up[id] + down[id])]));
  }
  const total = (table: Table) => Object.values(table).reduce((a, b) => a + b, 0);
  const [product, tails] = [streams["cleaners34_concentrate"], streams["final_tails"]];
  const key = inputs.has("key_species") ? inputs.text("key_species") : "REO";
  return {
    streams,
    recoveries,
    final_concentrate_kg_per_h: product,
    metrics: {
      yield_pct: (100 * total(product)) / total(feed),
      [`${key}_grade_pct`]: (100 * product[key]) / total(product),
      [`${key}_recovery_pct`]: (100 * product[key]) / feed[key],
      [`tails_${key}_grade_pct`]: (100 * tails[key]) / total(tails),
    },
  };
}

/** Molar masses of the two packages of the published model: hydrogen differs. */
const sulfateMass = { H: 1, HSO4: 97, SO4: 96 } as const;
const chlorideMass = { H: 1.008, Cl: 35.453 } as const;

function acidOf(inputs: CaseInputs, key: string): NonNullable<UkyOptions["leachAcid"]> | undefined {
  if (!inputs.has(key)) return undefined;
  const fields = fieldsOf(inputs, key);
  const mg = (name: string) => (fields[name] === undefined ? 0 : numberOf(fields, name)) / 1000;
  const litresPerH = numberOf(fields, "flow_L_per_h");
  const bisulfate = mg("HSO4_mg_per_L") / sulfateMass.HSO4;
  const sulfate = bisulfate + mg("SO4_mg_per_L") / sulfateMass.SO4;
  const chloride = mg("Cl_mg_per_L") / chlorideMass.Cl;
  const hydrogen = mg("H_mg_per_L") / (sulfate > 0 ? sulfateMass.H : chlorideMass.H);
  return {
    litresPerH,
    acidMolPerL: hydrogen + bisulfate,
    ...(sulfate > 0 ? { sulfateMolPerL: sulfate } : {}),
    ...(chloride > 0 ? { chlorideMolPerL: chloride } : {}),
  };
}

function ukyOptions(inputs: CaseInputs): UkyOptions {
  const share = (key: string) => inputs.numberOr(`${key}_sep_recycle`, 0.9);
  const acids = {
    leachAcid: acidOf(inputs, "leach_acid"),
    scrubAcid: acidOf(inputs, "acid_feed1"),
    roughStripAcid: acidOf(inputs, "acid_feed2"),
    cleanStripAcid: acidOf(inputs, "acid_feed3"),
  };
  const given = Object.fromEntries(Object.entries(acids).filter(([, acid]) => acid !== undefined));
  const fractions = inputs.has("feed_mass_fraction") ? Object.fromEntries(inputs.numbers("feed_mass_fraction")) : {};
  const { inerts, ...oxides } = fractions;
  return {
    solidsKgPerH: inputs.numberOr("solid_feed_kg_per_h", 22.68),
    ...(inerts === undefined ? {} : { inertFraction: inerts }),
    massFraction: oxides,
    ...given,
    recycle: {
      load: share("load"),
      scrub: share("scrub"),
      rougher: share("rougher"),
      cleaner: share("cleaner"),
      precipitate: share("precip"),
    },
    filterRecovery: [inputs.numberOr("filter1_liquid_recovery", 0.7), inputs.numberOr("filter2_liquid_recovery", 0.9)],
    usesPublishedMasses: true,
    traceMgPerL: 1e-8,
    // The cases say themselves whether their numbers carry the slip of the published model.
    copiesAcidSlip: inputs.has("known_defect") && inputs.raw("correct_defect") !== true,
  };
}

/** What a stream of the cases is called here. */
const aqueousNames: Readonly<Record<string, string>> = {
  leach_liquid_feed: "leach acid",
  leach_mixer_outlet: "leach liquor",
  leach_liquid_outlet: "leach slurry",
  filter1_recovered_liquid: "filtrate",
  filter1_retained_liquid: "leach cake",
  solex_rougher_load_aqueous_in: "rougher feed",
  solex_rougher_load_aqueous_out: "rougher raffinate",
  solex_rougher_scrub_aqueous_in: "scrub acid",
  solex_rougher_scrub_aqueous_out: "scrub liquor",
  solex_rougher_strip_aqueous_in: "rougher strip acid",
  solex_rougher_strip_aqueous_out: "rougher strip liquor",
  solex_cleaner_load_aqueous_in: "cleaner feed",
  solex_cleaner_load_aqueous_out: "cleaner raffinate",
  solex_cleaner_strip_aqueous_in: "cleaner strip acid",
  solex_cleaner_strip_aqueous_out: "cleaner strip liquor",
  acid_feed1_scrub: "scrub acid",
  acid_feed2_rougher_strip: "rougher strip acid",
  acid_feed3_cleaner_strip: "cleaner strip acid",
  precipitator_aqueous_out: "oxalate slurry",
};

const organicNames: Readonly<Record<string, string>> = {
  solex_rougher_load_organic_in: "rougher solvent",
  solex_rougher_load_organic_out: "rougher loaded",
  solex_rougher_scrub_organic_in: "rougher loaded",
  solex_rougher_scrub_organic_out: "rougher scrubbed",
  solex_rougher_strip_organic_in: "rougher scrubbed",
  solex_rougher_strip_organic_out: "rougher stripped",
  solex_cleaner_load_organic_in: "cleaner solvent",
  solex_cleaner_load_organic_out: "cleaner loaded",
  solex_cleaner_strip_organic_in: "cleaner loaded",
  solex_cleaner_strip_organic_out: "cleaner stripped",
};

/** Streams before the first solvent are reckoned in sulfate, those after it in chloride. */
const sulfateStreams = new Set([
  "leach acid",
  "leach liquor",
  "leach slurry",
  "filtrate",
  "leach cake",
  "rougher feed",
  "rougher raffinate",
]);

const massOf = (stream: Stream, id: string) =>
  stream.basis.components[stream.basis.index.get(id) ?? 0].molarMassGPerMol;
const molOf = (stream: Stream, id: string) => (1000 * componentKgPerH(stream, id)) / massOf(stream, id);

function aqueousView(stream: Stream, isSulfate: boolean) {
  const litres = componentKgPerH(stream, "H2O");
  const mgPerL: Record<string, number> = { H2O: 1e6 };
  const [acid, sulfate] = [molOf(stream, "H") / litres, molOf(stream, "SO4") / litres];
  if (isSulfate) {
    const free = freeHydrogenMolPerL(acid, sulfate);
    mgPerL["H"] = free * sulfateMass.H * 1000;
    mgPerL["HSO4"] = (acid - free) * sulfateMass.HSO4 * 1000;
    mgPerL["SO4"] = (sulfate - acid + free) * sulfateMass.SO4 * 1000;
  } else mgPerL["H"] = acid * chlorideMass.H * 1000;
  mgPerL["Cl"] = (molOf(stream, "Cl") / litres) * chlorideMass.Cl * 1000;
  for (const metal of ukyMetals) mgPerL[metal] = (1e6 * componentKgPerH(stream, metal)) / litres;
  return { flow_L_per_h: litres, conc_mg_per_L: mgPerL };
}

function organicView(stream: Stream) {
  const litres = componentKgPerH(stream, "kerosene") / 0.82;
  const metalMass = (metal: string) => massOf(stream, metal);
  const mgPerL: Record<string, number> = {
    Kerosene: 820_000,
    DEHPA: (1e6 * componentKgPerH(stream, "DEHPA")) / litres,
  };
  for (const metal of ukyMetals) mgPerL[`${metal}_o`] = (molOf(stream, `${metal}R`) * metalMass(metal) * 1000) / litres;
  return { flow_L_per_h: litres, conc_mg_per_L: mgPerL };
}

const oxideName = (metal: string) => (metal === "Ca" ? "CaO" : `${metal}2O3`);
const metalCount = (metal: string) => (metal === "Ca" ? 1 : 2);

function solidView(stream: Stream, fed: number) {
  const ids = ["inerts", ...ukyMetals.map(oxideName)];
  const total = fed > 0 ? fed : ids.reduce((sum, id) => sum + componentKgPerH(stream, id), 0);
  return {
    flow_kg_per_h: total,
    mass_frac: Object.fromEntries(ids.map((id) => [id, componentKgPerH(stream, id) / total])),
  };
}

function uky(inputs: CaseInputs): Answers {
  const options = ukyOptions(inputs);
  const solution = solved(ukyCoalRefuse(options));
  const at = (id: string) => streamOf(solution, id);
  const streams: Record<string, unknown> = {
    leach_solid_feed: solidView(at("refuse"), options.solidsKgPerH ?? 0),
    leach_solid_outlet: solidView(at("leach cake"), 0),
  };
  for (const [name, id] of Object.entries(aqueousNames)) streams[name] = aqueousView(at(id), sulfateStreams.has(id));
  for (const [name, id] of Object.entries(organicNames)) streams[name] = organicView(at(id));
  const slurry = at("oxalate slurry");
  streams["precipitate_mol_per_h"] = Object.fromEntries(
    ukyMetals.map((metal) => [
      metal === "Ca" ? "Ca(C2O4)(s)" : `${metal}2(C2O4)3(s)`,
      molOf(slurry, `${metal} oxalate`),
    ]),
  );
  const oxides = at("rare earth oxides");
  // The published table gives moles of oxide per second under this name.
  streams["roaster_product_oxide_mol_per_h_by_metal"] = Object.fromEntries(
    ukyMetals.map((metal) => [metal, molOf(oxides, oxideName(metal)) / 3600]),
  );
  const gas = at("off-gas");
  const gasMol: Table = {
    O2: molOf(gas, "O2"),
    CO2: molOf(gas, "CO2"),
    H2O: molOf(gas, "steam"),
    N2: molOf(gas, "N2"),
  };
  const allGas = Object.values(gasMol).reduce((a, b) => a + b, 0);
  streams["roaster_gas_out"] = {
    flow_mol_per_s: allGas / 3600,
    mole_frac: Object.fromEntries(Object.entries(gasMol).map(([id, mol]) => [id, mol / allGas])),
  };
  streams["splits"] = Object.fromEntries(
    ["load", "scrub", "rougher", "cleaner", "precip"].map((key) => [
      `${key}_sep`,
      options.recycle?.[key === "precip" ? "precipitate" : (key as "load")] ?? 0.9,
    ]),
  );
  streams["filter_liquid_recovery"] = { sl_sep1: options.filterRecovery?.[0], sl_sep2: options.filterRecovery?.[1] };
  return { streams, metrics: ukyMetrics(solution) };
}

const rareEarths = ["Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Gd", "Dy"];

function ukyMetrics(solution: FlowsheetSolution): Answers {
  const at = (id: string) => streamOf(solution, id);
  const metalKg = (stream: Stream, idOf: (metal: string) => string, count: (metal: string) => number) =>
    Object.fromEntries(
      ukyMetals.map((metal) => [metal, (molOf(stream, idOf(metal)) * count(metal) * massOf(stream, metal)) / 1000]),
    );
  const solid = (stream: Stream) => metalKg(stream, oxideName, metalCount);
  const dissolved = (stream: Stream) =>
    metalKg(
      stream,
      (metal) => metal,
      () => 1,
    );
  const inSolvent = (stream: Stream) =>
    metalKg(
      stream,
      (metal) => `${metal}R`,
      () => 1,
    );
  const plus = (a: Table, b: Table) => Object.fromEntries(ukyMetals.map((metal) => [metal, a[metal] + b[metal]]));
  const pct = (a: Table, b: Table) =>
    Object.fromEntries(ukyMetals.map((metal) => [metal, (100 * a[metal]) / b[metal]]));
  const feed = solid(at("refuse"));
  const inlet = plus(feed, dissolved(at("leach liquor")));
  const recovered = dissolved(at("filtrate"));
  const product = solid(at("rare earth oxides"));
  const flows: Record<string, Table> = {
    metal_leach_filter_cake_solids: solid(at("leach cake")),
    metal_leach_filter_cake_liquid: dissolved(at("leach cake")),
    metal_rougher_load_aqueous: dissolved(at("raffinate purge")),
    metal_rougher_scrub_aqueous: dissolved(at("scrub purge")),
    metal_rougher_organic: inSolvent(at("rougher solvent purge")),
    metal_cleaner_aqueous: dissolved(at("mother liquor purge")),
    metal_cleaner_organic: inSolvent(at("cleaner solvent purge")),
  };
  const answers: Record<string, unknown> = {
    leaching_metal_inlet_flow: inlet,
    metal_feed_flow: feed,
    leaching_metal_recovery_flow: recovered,
    metal_product_flow: product,
    leaching_metal_recovery_percentage: pct(recovered, inlet),
    overall_metal_recovery_percentage: pct(product, feed),
  };
  for (const [name, flow] of Object.entries(flows)) {
    const isCake = name.includes("cake");
    answers[isCake ? `${name}_flow` : `${name}_purge_flow`] = flow;
    answers[`${isCake ? name.replace("metal_", "") : name}_percent_rejected`] = pct(flow, feed);
  }
  const sum = (table: Table) => rareEarths.reduce((total, metal) => total + table[metal], 0);
  const oxides = at("rare earth oxides");
  const oxideKg = (metal: string) => componentKgPerH(oxides, oxideName(metal));
  const allOxides = ukyMetals.reduce((total, metal) => total + oxideKg(metal), 0);
  answers["ree_feed_flow"] = sum(feed);
  answers["ree_product_flow"] = sum(product);
  answers["overall_ree_recovery_percentage"] = (100 * sum(product)) / sum(feed);
  answers["ree_product_purity_percentage"] = (100 * sum(product)) / allOxides;
  return answers;
}

/** Flotation circuit; a file of flowsheets is told by its feed. */
export const processFlotation = adapterByInputs("flotation", [
  {
    doc: "fresh feed and bank recoveries -> streams, metrics",
    needs: ["fresh_feed", "bank_recovery"],
    run: flotation,
  },
  {
    doc: "fresh feed, densities and kinetic banks -> recoveries, concentrate, metrics",
    needs: ["fresh_feed_kg_per_h", "banks"],
    run: flotation,
  },
]);

export const processFlowsheets = adapterByInputs("flowsheet", [
  { doc: "UKy coal refuse: feed, acids, recycles -> streams, metrics", needs: ["solid_feed_kg_per_h"], run: uky },
]);
