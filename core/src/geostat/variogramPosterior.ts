import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import type { CovarianceModel } from "./covarianceModel.ts";
import {
  type FieldLevel,
  type LayerForm,
  layerForms,
  LayerLikelihood,
  type LayerModel,
  type LayerPoint,
  modelOfLayers,
} from "./layerLikelihood.ts";
import type { SampleSet } from "./sampleSet.ts";

export interface VariogramPosteriorSpec {
  /** Distance of neighbouring holes, metres: the prior of ranges along the layers. */
  readonly spacingM: number;
  /** Length of a composite, metres: the prior of ranges across the layers. */
  readonly compositeM: number;
  /** Draws wanted, from 1 on. */
  readonly draws: number;
  readonly seed: number;
  /** Of the stream of random numbers. */
  readonly name: string;
}

/** One variogram that the data allow, with what they then say of mean and sill. */
export interface VariogramDraw {
  /** Of unit sill. */
  readonly model: CovarianceModel;
  /** Null where mean 0 and sill 1 are taken as known. */
  readonly level: FieldLevel | null;
  /** ln posterior density, to a constant. */
  readonly logDensity: number;
}

export interface VariogramPosterior {
  readonly draws: readonly VariogramDraw[];
  /** Share of proposals taken; far below 0.1 the draws depend on each other. */
  readonly accepted: number;
}

const logit = (share: number) => Math.log(share / (1 - share));

/**
 * Prior: independent normal distributions of the logit of the nugget's share, the logit of the first structure's share in the rest, ln of the
 * ranges along over the hole spacing, ln of the ranges across over the composite length. A standard deviation of 0.9 is a factor of 2.5.
 */
const prior = [
  { centre: logit(0.06), sd: 1.2 },
  { centre: logit(0.5), sd: 1.2 },
  { centre: Math.log(1), sd: 0.9 },
  { centre: Math.log(4), sd: 0.9 },
  { centre: Math.log(3), sd: 0.9 },
  { centre: Math.log(10), sd: 0.9 },
] as const;
const dimensions = prior.length;

/**
 * Steps before the first draw, and from draw to draw: draw j is the same however many are wanted. Chains of 8,000 steps on the three domains of a
 * synthetic pond forgot the spread of a domain's mean in 34 to 69 steps (integrated autocorrelation), the mean itself in 33 to 135.
 */
const settling = 200;
const apart = 48;

interface State {
  readonly theta: Float64Array;
  readonly form: LayerForm;
  readonly point: LayerPoint;
  readonly density: number;
}

/**
 * Draws from the variograms that the data allow: two nested structures in layers and a nugget, spherical or exponential, their axes joined in an
 * ellipsoid or separate (each form a priori as likely as another), by a Metropolis chain on `LayerLikelihood` times the prior. What
 * the data do not tell, such as ranges along shorter than the distance of holes, keeps the spread of the prior instead of one guess.
 * @param samples scores in the coordinates of the layers, with their holes
 * @throws {RangeError} no draw wanted, or samples that follow from each other
 * @see Handcock and Stein (1993), A Bayesian analysis of kriging, Technometrics 35, 403-410; Diggle and Ribeiro (2007), Model-based
 *   Geostatistics, Springer, chapter 7; Roberts and Rosenthal (2009), Journal of Computational and Graphical Statistics 18, 349-367 (step lengths)
 */
export function variogramPosterior(samples: SampleSet, spec: VariogramPosteriorSpec): VariogramPosterior {
  if (!(Number.isInteger(spec.draws) && spec.draws >= 1))
    throw new RangeError(`variogram posterior: draws must be whole and at least 1, got ${spec.draws}`);
  const likelihood = new LayerLikelihood(samples);
  const evaluate = (theta: Float64Array, form: LayerForm): State | null => {
    const point = likelihood.at(layersOf(theta, form, spec));
    if (point === null || Number.isNaN(point.logLikelihood)) return null;
    let density = point.logLikelihood;
    for (let d = 0; d < dimensions; d++) density -= 0.5 * ((theta[d] - prior[d].centre) / prior[d].sd) ** 2;
    return { theta, form, point, density };
  };
  const steps = settling + apart * spec.draws;
  const choice = new Float64Array(3 * steps);
  const normal = new Float64Array(dimensions * steps);
  fillUniform(choice, spec.seed, `${spec.name}.choice`);
  fillNormal(normal, spec.seed, `${spec.name}.step`);
  let state = startOf(evaluate);
  const length = new Float64Array(dimensions).fill(0.4);
  const draws: VariogramDraw[] = [];
  let accepted = 0;
  for (let s = 0; s < steps; s++) {
    const move = proposed(state, length, choice.subarray(3 * s), normal.subarray(dimensions * s));
    const next = evaluate(move.theta, move.form);
    const isTaken = next !== null && Math.log(choice[3 * s + 1]) < next.density - state.density;
    if (isTaken) {
      state = next;
      accepted++;
    }
    // Steps of one number are made longer or shorter until 0.44 of them are taken.
    if (move.axis >= 0 && s < settling)
      length[move.axis] = Math.min(2, Math.max(0.03, length[move.axis] * Math.exp(isTaken ? 0.28 : -0.22)));
    if (s >= settling && (s - settling) % apart === apart - 1) draws.push(drawOf(state, spec));
  }
  return { draws, accepted: accepted / steps };
}

function startOf(evaluate: (theta: Float64Array, form: LayerForm) => State | null): State {
  const centre = Float64Array.from(prior, (one) => one.centre);
  const states = layerForms.map((form) => evaluate(centre, form)).filter((state) => state !== null);
  if (states.length === 0) throw new RangeError("variogram posterior: samples share a place or follow from each other");
  return states.reduce((a, b) => (b.density > a.density ? b : a));
}

/** Another form, or a step of one number, or of all. */
function proposed({ theta, form }: State, length: Float64Array, choice: Float64Array, normal: Float64Array) {
  if (choice[0] < 0.15)
    return { theta, form: layerForms[Math.min(3, Math.floor(choice[2] * layerForms.length))], axis: -1 };
  const moved = theta.slice();
  if (choice[0] < 0.8) {
    const axis = Math.min(dimensions - 1, Math.floor(choice[2] * dimensions));
    moved[axis] += length[axis] * normal[0];
    return { theta: moved, form, axis };
  }
  for (let d = 0; d < dimensions; d++) moved[d] += 0.45 * length[d] * normal[d];
  return { theta: moved, form, axis: -1 };
}

function drawOf({ theta, form, point, density }: State, spec: VariogramPosteriorSpec): VariogramDraw {
  const { mean, meanVariance, squares, freedom } = point;
  return {
    model: modelOfLayers(layersOf(theta, form, spec)),
    level: { mean, meanVariance, squares, freedom },
    logDensity: density,
  };
}

/** An exponential of practical range 1.4 a lies near a spherical of range a, so that a change of form keeps the rest. */
const exponentialOverSpherical = 1.4;

function layersOf(theta: Float64Array, form: LayerForm, { spacingM, compositeM }: VariogramPosteriorSpec): LayerModel {
  const share = (x: number) => 1 / (1 + Math.exp(-x));
  const by = form.type === "exponential" ? exponentialOverSpherical : 1;
  const upright = Math.max(compositeM, 1e-6);
  return {
    form,
    nugget: share(theta[0]),
    split: share(theta[1]),
    alongM: [by * spacingM * Math.exp(theta[2]), by * spacingM * Math.exp(theta[3])],
    acrossM: [by * upright * Math.exp(theta[4]), by * upright * Math.exp(theta[5])],
  };
}
