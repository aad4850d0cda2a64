import type { DepositType } from "../datasets/depositTypes/depositType.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import { DataError, type Issue } from "../evidence/issue.ts";
import { concentrateShare, concentration } from "./concentrationAtMine.ts";
import { elementFigures } from "./elementMarket.ts";
import { type GradeLaw, gradeLaw } from "./gradeLaw.ts";
import type { ScreeningInputs, ScreeningOptions } from "./inputs.ts";
import type { CellNote, PlannedMine, ScreeningPlan } from "./plan.ts";
import { isByproduct, rockForming } from "./mineValue.ts";
import { type GradeModel, PriorTable } from "./priorSource.ts";
import { streamKind } from "./processRoute.ts";
import { type KnownRecovery, knownRecovery, readUnpublished } from "./recovery.ts";
import { buildPool, chooseStratum, minimumPool, type SamplePool } from "./samplePool.ts";

/** Best recovery that a route can reach: what was sold, over this, is the least that the ore held. Our judgement. */
const bestRecovery = { mill: 0.97, leach: 0.85 } as const;

/** Bounds on the number of realisations. */
export const drawLimits = { min: 100, max: 1_000_000 } as const;

/** Mines that put ore to a mill or pad and count in national totals. */
export function countedMines(mines: readonly Mine[]): Mine[] {
  return mines.filter((mine) => mine.counted && mine.oreT.high > 0 && mine.oreT.mid > 0);
}

/**
 * Works a screening out to the last number: concentration law, recovery and sample weight of every mine and element.
 * @throws {DataError} options out of bounds, unknown elements, or samples asked for and not given
 */
export function prepareScreening(
  inputs: ScreeningInputs,
  options: ScreeningOptions,
): { plan: ScreeningPlan; issues: Issue[] } {
  const issues: Issue[] = [];
  const elements = chosenElements(inputs, options);
  const mines = countedMines(inputs.mines);
  if (mines.length === 0)
    throw refusal("supply.no-mines", "mines", "no mine is counted with ore above zero; a screening needs at least one");
  checkDepositTypes(mines, inputs.depositTypes);
  const table = new PriorTable(inputs.priors, inputs.depositTypes);
  const types = new Map(inputs.depositTypes.map((type) => [type.type, type]));
  const { pools, poolOf } = gatherPools(inputs, options, mines, elements, types, issues);

  const width = elements.length;
  const cells = mines.length * width;
  const typeKeys: string[] = [];
  const typeIndex = new Map<string, number>();
  const cell = {
    location: new Float64Array(cells).fill(Number.NEGATIVE_INFINITY),
    isBounded: new Uint8Array(cells),
    sdElement: new Float64Array(cells),
    sdType: new Float64Array(cells),
    sdMine: new Float64Array(cells),
    typeKey: new Int32Array(cells),
    meanPpm: new Float64Array(cells),
    keptFraction: new Float64Array(cells).fill(1),
    recoveredT: new Float64Array(cells),
    isUnpublished: new Uint8Array(cells),
    isConditioned: new Uint8Array(cells),
    sampleWeight: new Float64Array(cells),
    leastContainedT: new Float64Array(cells),
    concentrateShare: new Float64Array(cells),
    millShare: new Float64Array(cells),
    containedRow: new Int32Array(cells).fill(-1),
    isByproduct: new Uint8Array(cells),
  };
  const usdPerKg = Float64Array.from(
    elements,
    (element) => elementFigures(inputs.markets, options.edition, element).usdPerKg ?? Number.NaN,
  );
  const rock = rockForming(inputs.crust);
  const notes: CellNote[] = [];
  let containedRows = 0;
  mines.forEach((mine, m) => {
    const pool = pools[poolOf[m]];
    elements.forEach((element, e) => {
      const i = m * width + e;
      const known = readUnpublished(knownRecovery(mine, element), options.unpublishedRecovery);
      const { model, isMeasured, carrier } = concentration(mine, element, known, table, inputs);
      if (model) {
        const sd = Math.hypot(model.sdElement, model.sdType, model.sdMine);
        const law: GradeLaw = gradeLaw(model.meanPpm, sd);
        cell.location[i] = law.location;
        cell.isBounded[i] = law.isBounded ? 1 : 0;
        cell.sdElement[i] = model.sdElement;
        cell.sdType[i] = model.sdType;
        cell.sdMine[i] = model.sdMine;
        cell.meanPpm[i] = model.meanPpm;
        const key = `type/${model.typeKey}/${element}`;
        let index = typeIndex.get(key);
        if (index === undefined) {
          index = typeKeys.push(key) - 1;
          typeIndex.set(key, index);
        }
        cell.typeKey[i] = index;
        if (pool && !isMeasured) cell.sampleWeight[i] = sampleWeight(pool, e, model);
      }
      if (!Number.isNaN(known.fraction)) cell.keptFraction[i] = 1 - known.fraction;
      else if (!Number.isNaN(known.amountT)) {
        cell.recoveredT[i] = known.amountT;
        cell.isConditioned[i] = known.amountT > 0 ? 1 : 0;
        cell.leastContainedT[i] = known.amountT / bestRecovery[streamKind(mine.processRoute)];
      } else if (known.isUnpublished) {
        cell.isUnpublished[i] = 1;
        cell.containedRow[i] = containedRows++;
      }
      cell.isByproduct[i] = !Number.isNaN(usdPerKg[e]) && isByproduct(mine, element, rock) ? 1 : 0;
      cell.concentrateShare[i] = carrier === undefined ? 0 : concentrateShare(mine, carrier);
      cell.millShare[i] = millShare(mine, element, known);
      notes.push(noteOf(model, known, cell.sampleWeight[i], pool, inputs));
    });
  });
  for (const element of elements) {
    const e = elements.indexOf(element);
    const lacking = mines.filter((_, m) => cell.location[m * width + e] === Number.NEGATIVE_INFINITY);
    if (lacking.length > 0)
      issues.push({
        path: `element ${element}`,
        code: "supply.no-concentration",
        severity: "warning",
        message: `no concentration is known at ${lacking.length} of ${mines.length} mines (${lacking
          .slice(0, 3)
          .map((mine) => mine.id)
          .join(", ")}${lacking.length > 3 ? ", ..." : ""}); they count as zero`,
      });
  }
  const planned: PlannedMine[] = mines.map((mine, m) => ({ id: mine.id, oreT: mine.oreT, pool: poolOf[m] }));
  const plan: ScreeningPlan = {
    seed: options.seed,
    draws: options.draws,
    elements,
    mines: planned,
    typeKeys,
    ...cell,
    usdPerKg,
    containedRows,
    pools,
    notes,
  };
  return { plan, issues };
}

/** @throws {DataError} a mine's deposit type is not a name of the classification: its statistics could not be looked up */
function checkDepositTypes(mines: readonly Mine[], types: readonly DepositType[]): void {
  const known = new Set(types.map((type) => type.type));
  const issues: Issue[] = [];
  for (const mine of mines) {
    for (const [column, name] of [
      ["depositType", mine.depositType],
      ["depositTypeSecondary", mine.depositTypeSecondary ?? ""],
    ]) {
      if (name === "" ? column === "depositTypeSecondary" : known.has(name)) continue;
      const near = [...known]
        .filter((type) => type.toLowerCase().startsWith(name.slice(0, 8).toLowerCase()))
        .slice(0, 4);
      issues.push({
        path: `mine ${mine.id}, column ${column}`,
        code: "supply.unknown-deposit-type",
        severity: "error",
        message: `"${name}" is not a deposit type of the CMMI classification; ${near.length > 0 ? `did you mean ${near.join(", ")}?` : "`relode data show depositTypes` lists them"}`,
      });
    }
  }
  if (issues.length > 0)
    throw new DataError(
      `${issues.length} deposit ${issues.length === 1 ? "type is" : "types are"} unknown; correct them in the mine table`,
      issues,
    );
}

function refusal(code: string, path: string, message: string): DataError {
  return new DataError(message, [{ path, code, severity: "error", message }]);
}

function chosenElements(inputs: ScreeningInputs, options: ScreeningOptions): string[] {
  const { draws, seed } = options;
  if (!Number.isInteger(draws) || draws < drawLimits.min || draws > drawLimits.max)
    throw refusal(
      "supply.draws",
      "draws",
      `draws must be a whole number from ${drawLimits.min} to ${drawLimits.max}, got ${draws}`,
    );
  if (!Number.isInteger(seed) || seed < 0 || seed > Number.MAX_SAFE_INTEGER)
    throw refusal(
      "supply.seed",
      "seed",
      `seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, got ${seed}`,
    );
  const known = [...new Set(inputs.crust.map((row) => row.element))];
  if (options.elements === null) return known;
  if (options.elements.length === 0)
    throw refusal("supply.no-elements", "elements", "the list of elements is empty; name at least one, e.g. Ge");
  for (const element of options.elements)
    if (!known.includes(element))
      throw refusal(
        "supply.unknown-element",
        "elements",
        `element ${element} is not among the ${known.length} with concentrations: ${known.join(" ")}`,
      );
  return [...new Set(options.elements)];
}

function gatherPools(
  inputs: ScreeningInputs,
  options: ScreeningOptions,
  mines: readonly Mine[],
  elements: readonly string[],
  types: ReadonlyMap<string, DepositType>,
  issues: Issue[],
): { pools: SamplePool[]; poolOf: Int32Array } {
  const pools: SamplePool[] = [];
  const poolOf = new Int32Array(mines.length).fill(-1);
  if (options.geochemistry === "priors") return { pools, poolOf };
  const samples = inputs.samples;
  if (!samples)
    throw refusal(
      "supply.no-samples",
      "geochemistry",
      "geochemistry cmio needs the CMiO table; get it by `relode data fetch cmio` or `relode data import cmio FILE`",
    );
  const indexOf = new Map<string, number>();
  mines.forEach((mine, m) => {
    const stratum = chooseStratum(samples, mine, types);
    if (!stratum) {
      issues.push({
        path: `mine ${mine.id}`,
        code: "supply.no-stratum",
        severity: "warning",
        message: `the sample table has too few samples of ${mine.depositType}, its group and its environment; the prior alone is used`,
      });
      return;
    }
    let index = indexOf.get(stratum.key);
    if (index === undefined) {
      index = pools.push(buildPool(samples, stratum, elements)) - 1;
      indexOf.set(stratum.key, index);
    }
    poolOf[m] = index;
    if (stratum.isFallback)
      issues.push({
        path: `mine ${mine.id}`,
        code: "supply.stratum-fallback",
        severity: "info",
        message: `too few samples of ${mine.depositType}; samples of the ${stratum.key} stand in`,
      });
  });
  return { pools, poolOf };
}

/** Weight of samples against the prior: sampled deposits over sampled and prior deposits; 0 below the minimum counts. */
function sampleWeight(pool: SamplePool, e: number, model: GradeModel): number {
  if (pool.depositsWith[e] < minimumPool.deposits || pool.analysed[e] < minimumPool.samples) return 0;
  const deposits = pool.depositsWith[e] * (pool.isFallback ? 0.5 : 1);
  return deposits / (deposits + model.priorDeposits);
}

/** Part of the unrecovered mass that goes with mill tailings, at the mid tonnages and grades of the mine's streams. */
function millShare(mine: Mine, element: string, known: KnownRecovery): number {
  if (mine.streams.length === 0) return streamKind(mine.processRoute) === "mill" ? 1 : 0;
  const fallbackGrade = mine.headGradesPpm[element] ?? 1;
  const fallbackRecovery = Number.isNaN(known.fraction) ? 0 : known.fraction;
  let mill = 0;
  let all = 0;
  for (const stream of mine.streams) {
    const kept =
      stream.oreT *
      (stream.gradesPpm[element] ?? fallbackGrade) *
      (1 - (stream.recoveries[element] ?? fallbackRecovery));
    all += kept;
    if (streamKind(stream.route) === "mill") mill += kept;
  }
  return all > 0 ? mill / all : 1;
}

function noteOf(
  model: GradeModel | undefined,
  known: KnownRecovery,
  weight: number,
  pool: SamplePool | undefined,
  inputs: ScreeningInputs,
): CellNote {
  if (!model)
    return {
      evidence: "D",
      basis: "no concentration known",
      source: "",
      depositTypeUsed: "",
      publishedT: known.publishedT,
    };
  // Half or more of the weight on samples makes them the evidence: published analyses, of the type rather than of this mine.
  const bySamples = weight >= 0.5 && pool !== undefined;
  const evidence = bySamples ? (inputs.samples?.synthetic ? "S" : pool.isFallback ? "C" : "B") : model.evidence;
  const basis =
    weight > 0 && pool ? `${pool.key}, samples ${(100 * weight).toFixed(0)} %, ${model.basis}` : model.basis;
  const source = weight > 0 && inputs.samples ? `${inputs.samples.source.name}; ${model.source}` : model.source;
  return { evidence, basis, source, depositTypeUsed: model.depositTypeUsed, publishedT: known.publishedT };
}
