import type { Issue } from "../evidence/issue.ts";
import { type EmittingActivity, knownFactors } from "../process/energy/emissions.ts";
import type { PowerSystem } from "../process/energy/dispatch.ts";
import { type PvPlant, pvHourlyMW, pvWattsLossesPct, jointLossPct } from "../process/energy/photovoltaics.ts";
import type { WaterLoop } from "../process/energy/waterLoop.ts";
import { cubicTurbineFraction, windAtHeightMPerS } from "../process/energy/windAndDiesel.ts";
import { DocumentFields } from "./documentFields.ts";

/** A series of a document: one number for every step, a list that repeats (24 hours, 12 months), or a list of all. */
function series(fields: DocumentFields, key: string, length: number, otherwise?: number): Float64Array {
  const value = fields.raw(key);
  if (Array.isArray(value)) {
    const list = fields.numbers(key, {}, [Number.NaN], 50_000);
    if (length % list.length !== 0)
      fields.fault(key, "energy.length", `has ${list.length} values, which do not repeat evenly over ${length}`);
    return Float64Array.from({ length }, (_, t) => list[t % list.length]);
  }
  return new Float64Array(length).fill(fields.number(key, {}, otherwise));
}

/**
 * Reads `relode.power/1`: hours, loadMW, grid { buyUsdPerMWh, sellUsdPerMWh, limitMW, co2KgPerMWh }, solar { irradianceWPerM2, airTemperatureC,
 * windMPerS, ratedMW, inverterMW, ... } or solarMW, wind { speedMPerS, ratedMW, ... } or windMW, battery, diesel. Series are a number, a
 * list that repeats, or a list of all hours.
 */
export function readPowerSystem(
  document: unknown,
  name: string,
): { system: PowerSystem; solarMW: Float64Array; windMW: Float64Array; issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  root.choice("schema", ["relode.power/1"] as const);
  const hours = Math.round(root.number("hours", { min: 1, max: 43_920, unit: "h" }));
  const length = Number.isFinite(hours) ? hours : 1;
  const loadMW = series(root, "loadMW", length);
  const solarMW = root.has("solar") ? solarOf(root, length, issues) : series(root, "solarMW", length, 0);
  const windMW = root.has("wind") ? windOf(root, length) : series(root, "windMW", length, 0);
  const grid = root.object("grid");
  const battery = root.object("battery");
  const diesel = root.object("diesel");
  const system: PowerSystem = {
    loadMW,
    renewableMW: solarMW.map((power, t) => power + windMW[t]),
    ...(grid === null
      ? {}
      : {
          grid: {
            buyUsdPerMWh: series(grid, "buyUsdPerMWh", length),
            ...(grid.has("sellUsdPerMWh") ? { sellUsdPerMWh: series(grid, "sellUsdPerMWh", length) } : {}),
            ...(grid.has("limitMW") ? { limitMW: grid.number("limitMW", { min: 0 }) } : {}),
            ...(grid.has("co2KgPerMWh") ? { co2KgPerMWh: series(grid, "co2KgPerMWh", length) } : {}),
          },
        }),
    ...(battery === null
      ? {}
      : {
          battery: {
            energyMWh: battery.number("energyMWh", { min: 0 }),
            powerMW: battery.number("powerMW", { min: 0 }),
            oneWayEfficiency: battery.number("oneWayEfficiency", { min: 0.01, max: 1 }, 0.95),
            startMWh: battery.number("startMWh", { min: 0 }, 0),
            wearUsdPerMWh: battery.number("wearUsdPerMWh", { min: 0 }, 0),
          },
        }),
    ...(diesel === null
      ? {}
      : {
          diesel: {
            powerMW: diesel.number("powerMW", { min: 0 }),
            costUsdPerMWh: diesel.number("costUsdPerMWh", { min: 0 }),
            co2KgPerMWh: diesel.number("co2KgPerMWh", { min: 0 }),
          },
        }),
    ...(root.has("unservedUsdPerMWh") ? { unservedUsdPerMWh: root.number("unservedUsdPerMWh", { min: 0 }) } : {}),
  };
  if (grid !== null && !grid.has("co2KgPerMWh"))
    grid.fault(
      "co2KgPerMWh",
      "energy.no-factor",
      "is not given: CO2 of power from the grid counts as 0; give the factor of your grid",
      "warning",
    );
  for (const part of [grid, battery, diesel]) part?.tellUnknown();
  for (const key of ["name", "declared", "description"]) root.has(key);
  root.tellUnknown();
  return { system, solarMW, windMW, issues };
}

function solarOf(root: DocumentFields, hours: number, issues: Issue[]): Float64Array {
  const solar = root.object("solar");
  if (solar === null) return new Float64Array(hours);
  const plant: PvPlant = {
    directRatedMW: solar.number("ratedMW", { min: 0 }),
    gammaPerC: solar.number("gammaPerC", { min: -0.02, max: 0 }, -0.0035),
    lossPct: jointLossPct(solar.numbers("lossesPct", { min: 0, max: 100 }, pvWattsLossesPct)),
    inverterDirectMW:
      solar.number("inverterMW", { min: 1e-9 }) / solar.number("inverterEfficiency", { min: 0.5, max: 1 }, 0.96),
    inverterEfficiency: solar.number("inverterEfficiency", { min: 0.5, max: 1 }, 0.96),
  };
  const weather = [
    series(solar, "irradianceWPerM2", hours),
    series(solar, "airTemperatureC", hours, 20),
    series(solar, "windMPerS", hours, 2),
  ] as const;
  solar.tellUnknown();
  if (issues.some(({ severity }) => severity === "error")) return new Float64Array(hours);
  return pvHourlyMW(plant, ...weather);
}

function windOf(root: DocumentFields, hours: number): Float64Array {
  const wind = root.object("wind");
  if (wind === null) return new Float64Array(hours);
  const speed = series(wind, "speedMPerS", hours);
  const turbine = {
    cutInMPerS: wind.number("cutInMPerS", { min: 0 }, 3),
    ratedMPerS: wind.number("ratedMPerS", { min: 1 }, 12),
    cutOutMPerS: wind.number("cutOutMPerS", { min: 2 }, 25),
  };
  const rated = wind.number("ratedMW", { min: 0 });
  const [from, to] = [wind.number("measuredAtM", { min: 1 }, 80), wind.number("hubM", { min: 1 }, 80)];
  wind.tellUnknown();
  return speed.map((v) => rated * cubicTurbineFraction(windAtHeightMPerS(v, from, to), turbine));
}

/** Reads `relode.water/1`: months, pond, catchment, plant, rainMm, panEvaporationMm, bleedM3, impurities; series repeat over the months. */
export function readWaterLoop(document: unknown, name: string): { loop: WaterLoop; issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  root.choice("schema", ["relode.water/1"] as const);
  const months = Math.max(1, Math.round(root.number("months", { min: 1, max: 1200 }, 12)));
  const part = (key: string) => {
    const found = root.object(key);
    if (found === null) root.fault(key, "economics.missing", "is missing; see docs/energy-water-emissions.md");
    return found ?? new DocumentFields({}, `${name}.${key}`, []);
  };
  const [pond, plant] = [part("pond"), part("plant")];
  const catchment = root.object("catchment");
  const amount = { min: 0 };
  const loop: WaterLoop = {
    pond: {
      startM3: pond.number("startM3", amount),
      leastM3: pond.number("leastM3", amount),
      mostM3: pond.number("mostM3", amount),
      areaM2: pond.number("areaM2", amount),
      panFactor: pond.number("panFactor", amount, 0.7),
      seepageM3PerMonth: pond.number("seepageM3PerMonth", amount, 0),
    },
    catchment: {
      areaM2: catchment?.number("areaM2", amount) ?? 0,
      runoff: catchment?.number("runoff", { min: 0, max: 1 }) ?? 0,
    },
    plant: {
      demandM3: series(plant, "demandM3", months),
      entrainedM3: series(plant, "entrainedM3", months),
      withFeedM3: series(plant, "withFeedM3", months, 0),
      mostReuse: plant.number("mostReuse", { min: 0, max: 1 }, 1),
    },
    rainMm: series(root, "rainMm", months),
    panEvaporationMm: series(root, "panEvaporationMm", months),
    bleedM3: series(root, "bleedM3", months, 0),
    impurities: root.list("impurities", 60).map((fields) => {
      const impurity = {
        name: fields.text("name"),
        startMgPerL: fields.number("startMgPerL", amount, 0),
        freshMgPerL: fields.number("freshMgPerL", amount, 0),
        loadKgPerMonth: fields.number("loadKgPerMonth", amount),
        limitMgPerL: fields.has("limitMgPerL") ? fields.number("limitMgPerL", { min: 1e-12 }) : null,
      };
      fields.tellUnknown();
      return impurity;
    }),
  };
  for (const fields of [pond, plant, catchment]) fields?.tellUnknown();
  for (const key of ["name", "declared", "description"]) root.has(key);
  root.tellUnknown();
  return { loop, issues };
}

/** What an emissions document asks for. */
export interface EmissionsDocument {
  readonly activities: readonly EmittingActivity[];
  readonly products: readonly { readonly name: string; readonly kg: number; readonly value: number }[];
}

/**
 * Reads `relode.emissions/1`: activities [{ name, scope, amount, avoided, factor: { kgCo2ePerUnit, unit, source } | knownFactor }] a year and
 * products [{ name, kg, value }].
 */
export function readEmissions(document: unknown, name: string): EmissionsDocument & { readonly issues: Issue[] } {
  const issues: Issue[] = [];
  const root = new DocumentFields(document, name, issues);
  root.choice("schema", ["relode.emissions/1"] as const);
  const activities = root.list("activities").map((fields): EmittingActivity => {
    const scope = fields.number("scope", { min: 1, max: 3 });
    const label = fields.text("name");
    const shipped = fields.has("knownFactor")
      ? knownFactors[fields.choice("knownFactor", Object.keys(knownFactors))]
      : undefined;
    const own = fields.object("factor");
    if (shipped === undefined && own === null)
      fields.fault(
        "factor",
        "economics.missing",
        `is missing; give kgCo2ePerUnit, unit and source, or knownFactor of ${Object.keys(knownFactors).join(", ")}`,
      );
    const factor = shipped ?? {
      kgCo2ePerUnit: own?.number("kgCo2ePerUnit", { min: 0 }) ?? Number.NaN,
      unit: own?.text("unit") ?? "",
      source: own?.text("source") ?? "",
      evidence: own?.choice("evidence", ["A", "B", "C", "D", "S"] as const, "B") ?? ("D" as const),
    };
    own?.tellUnknown();
    const activity = {
      name: label,
      scope: scope === 1 ? (1 as const) : scope === 2 ? (2 as const) : (3 as const),
      amount: fields.number("amount", { min: 0 }),
      factor,
      isAvoided: fields.flag("avoided", false),
    };
    if (![1, 2, 3].includes(scope)) fields.fault("scope", "energy.scope", `must be 1, 2 or 3, got ${scope}`);
    fields.tellUnknown();
    return activity;
  });
  const products = root.list("products", 100).map((fields) => {
    const product = {
      name: fields.text("name"),
      kg: fields.number("kg", { min: 0 }),
      value: fields.number("value", { min: 0 }),
    };
    fields.tellUnknown();
    return product;
  });
  for (const key of ["name", "declared", "description"]) root.has(key);
  root.tellUnknown();
  return { activities, products, issues };
}
