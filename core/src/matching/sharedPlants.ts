import { growingAnnuity } from "../economics/presentValue.ts";
import { LinearProgramBuilder, type SolveLinearProgram } from "../process/energy/linearProgram.ts";
import { solveMixed } from "./branchAndBound.ts";

/** A body that plants may draw on. */
export interface SharedBody {
  readonly id: string;
  readonly tonnes: number;
}

/** A kind of plant at a place. */
export interface CandidatePlant {
  readonly id: string;
  /** Revenue less reagents, power, water and haulage for a tonne of each body, USD/t; NaN where it cannot be treated. */
  readonly usdPerT: readonly number[];
  /** Capital of a plant of a capacity in t/a, USD. */
  readonly capitalUsd: (tonnesPerYear: number) => number;
  /** Crew, upkeep, insurance of such a plant, USD a year. */
  readonly fixedUsdPerYear: (tonnesPerYear: number) => number;
}

export interface SharedTerms {
  readonly lifeYears: number;
  /** Real discount rate a year. */
  readonly rate: number;
  /** True where every tonne must be treated, at a loss too; otherwise what loses stays. */
  readonly mustTreat?: boolean;
  /** Capacities between which the cost is taken as straight, t/a ascending; default: seven from a fiftieth of the whole, doubling to all of it. */
  readonly stepsTpa?: readonly number[];
}

export interface BuiltPlant {
  readonly id: string;
  readonly capacityTpa: number;
  /** Between which two steps it lies, t/a. */
  readonly step: readonly [number, number];
  readonly capitalUsd: number;
  readonly fixedUsdPerYear: number;
}

export interface SharedAnswer {
  readonly plants: readonly BuiltPlant[];
  readonly flows: readonly { readonly body: string; readonly plant: string; readonly tonnes: number }[];
  /** Net present value at the sizes chosen with the cost curves themselves, USD. */
  readonly npvUsd: number;
  /** The same as the programme saw it, with straight pieces in place of the curves: never less. */
  readonly piecewiseNpvUsd: number;
  readonly linearProgrammes: number;
}

const mostColumns = 3000;

/**
 * Which plants to build, how large, and what each body sends where: max Σ a v x − Σ (K + F A), with x tonnes from body to plant over the life,
 * a = A/L the present value of a dollar spread over the life, A the annuity, K capital and F fixed cost by the year. Both grow slower than
 * size, so the cost curve is replaced by straight pieces between capacity steps, one piece chosen a plant (a yes-or-no column each); the
 * mixed programme is solved by branch and bound over linear programmes.
 *
 * @throws {RangeError} no body, no plant, values of another length, steps not ascending, or a life or rate outside bounds
 * @throws {BranchingError} the search was not finished
 * @see Biegler, Grossmann and Westerberg (1997), Systematic Methods of Chemical Process Design, ch. 15 (superstructures)
 */
export function sharedPlants(
  bodies: readonly SharedBody[],
  plants: readonly CandidatePlant[],
  terms: SharedTerms,
  solve: SolveLinearProgram,
): SharedAnswer {
  const steps = check(bodies, plants, terms);
  const { lifeYears, rate, mustTreat = false } = terms;
  const annuity = growingAnnuity(rate, 0, lifeYears);
  const costOf = ({ capitalUsd, fixedUsdPerYear }: CandidatePlant, tpa: number) =>
    capitalUsd(tpa) + annuity * fixedUsdPerYear(tpa);
  // Money in thousands and tonnes in kilotonnes keep the columns within a few powers of ten.
  const kilo = 1000;
  const builder = new LinearProgramBuilder();
  const inf = Number.POSITIVE_INFINITY;
  const bodyRows = bodies.map(({ tonnes }) => builder.addRow(mustTreat ? tonnes / kilo : -inf, tonnes / kilo));
  const binaries: number[] = [];
  const pieces: { plant: number; piece: number; capacity: number }[] = [];
  const flows: { plant: number; body: number; column: number }[] = [];
  for (const [p, plant] of plants.entries()) {
    const fill = builder.addRow(-inf, 0);
    const one = builder.addRow(-inf, 1);
    for (let k = 0; k + 1 < steps.length; k++) {
      const [from, to] = [steps[k], steps[k + 1]];
      const slope = (costOf(plant, to) - costOf(plant, from)) / (to - from);
      const fixed = costOf(plant, from) - slope * from;
      const least = builder.addRow(-inf, 0);
      const most = builder.addRow(-inf, 0);
      binaries.push(
        builder.addColumn(fixed / kilo, 1, [
          [one, 1],
          [least, from / kilo],
          [most, -to / kilo],
        ]),
      );
      const capacity = builder.addColumn(slope, inf, [
        [fill, -lifeYears],
        [least, -1],
        [most, 1],
      ]);
      pieces.push({ plant: p, piece: k, capacity });
    }
    for (const [b, usd] of plant.usdPerT.entries()) {
      if (Number.isNaN(usd)) continue;
      flows.push({
        plant: p,
        body: b,
        column: builder.addColumn(-usd * (annuity / lifeYears), inf, [
          [bodyRows[b], 1],
          [fill, 1],
        ]),
      });
    }
  }
  const program = builder.build();
  if (program.cost.length > mostColumns)
    throw new RangeError(
      `plants: ${program.cost.length} columns, limit ${mostColumns}; give fewer bodies, plants or steps`,
    );
  const solution = solveMixed(program, binaries, solve);
  if (solution.status !== "optimal")
    throw new RangeError(
      `plants: the programme is ${solution.status}; with every tonne to be treated each body needs a plant that can take it`,
    );
  const taken = flows
    .map(({ plant, body, column }) => ({ plant, body, tonnes: solution.columns[column] * kilo }))
    .filter(({ tonnes }) => tonnes > 1e-3);
  const built = pieces
    .map(({ plant, piece, capacity }, at) => ({
      plant,
      piece,
      isBuilt: solution.columns[binaries[at]] > 0.5,
      tpa: solution.columns[capacity] * kilo,
    }))
    .filter(({ isBuilt }) => isBuilt);
  const curves = built.reduce((sum, { plant, tpa }) => sum + costOf(plants[plant], tpa), 0);
  const value =
    taken.reduce((sum, { plant, body, tonnes }) => sum + plants[plant].usdPerT[body] * tonnes, 0) *
    (annuity / lifeYears);
  return {
    plants: built.map(({ plant, piece, tpa }) => ({
      id: plants[plant].id,
      capacityTpa: tpa,
      step: [steps[piece], steps[piece + 1]],
      capitalUsd: plants[plant].capitalUsd(tpa),
      fixedUsdPerYear: plants[plant].fixedUsdPerYear(tpa),
    })),
    flows: taken.map(({ plant, body, tonnes }) => ({ body: bodies[body].id, plant: plants[plant].id, tonnes })),
    npvUsd: value - curves,
    piecewiseNpvUsd: -solution.objective * kilo,
    linearProgrammes: solution.nodes,
  };
}

function check(
  bodies: readonly SharedBody[],
  plants: readonly CandidatePlant[],
  { lifeYears, rate, stepsTpa }: SharedTerms,
): readonly number[] {
  if (bodies.length === 0 || !bodies.every(({ tonnes }) => tonnes > 0 && Number.isFinite(tonnes)))
    throw new RangeError("plants: needs bodies with finite tonnes above 0");
  if (plants.length === 0) throw new RangeError("plants: no plant is given; propose routes first");
  for (const { id, usdPerT } of plants)
    if (usdPerT.length !== bodies.length)
      throw new RangeError(`${id}: ${bodies.length} bodies need as many values, got ${usdPerT.length}`);
  if (!(lifeYears > 0 && lifeYears <= 200))
    throw new RangeError(`plants: life must lie in 0-200 years, got ${lifeYears}`);
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`plants: discount rate must lie in 0-1 a year, got ${rate}`);
  const whole = bodies.reduce((sum, { tonnes }) => sum + tonnes, 0) / lifeYears;
  const steps = stepsTpa ?? [0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1].map((share) => share * whole);
  if (
    steps.length < 2 ||
    steps.length > 40 ||
    !steps.every((step, k) => step > 0 && Number.isFinite(step) && (k === 0 || step > steps[k - 1]))
  )
    throw new RangeError(
      `plants: capacity steps must be 2 to 40, above 0 and ascending, got ${steps.slice(0, 10).join(", ")}`,
    );
  return steps;
}
