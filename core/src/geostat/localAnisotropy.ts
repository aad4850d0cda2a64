import type { AnglesDeg } from "./ellipsoid.ts";
import { krige, type KrigingResult, type TargetSet } from "./kriging.ts";
import type { KrigingSpec } from "./krigingEngine.ts";
import { joined, partOf } from "./restrictedKriging.ts";
import type { SampleSet } from "./sampleSet.ts";

/** Angles of each target, degrees, as in GSLIB; length m each. */
export interface LocalAngles {
  readonly azimuthDeg: Float64Array;
  readonly dipDeg?: Float64Array;
  readonly rotationDeg?: Float64Array;
}

const mostGroups = 20_000;

/**
 * Kriging with locally varying anisotropy: at each target the model and the search turn to the angles there. Within one neighbourhood the
 * model is one and permissible; between neighbourhoods it changes, so no field has it everywhere. Angles are rounded to steps, and targets
 * of equal angles are kriged together. Angles given with the structures and the search are replaced.
 *
 * @param stepDeg rounding of the angles, 1 to 45; default 5
 * @throws {RangeError} an angle is missing or not finite, or more than 20,000 different angles remain; otherwise as `krige`
 * @see Boisvert, Manchuk and Deutsch (2009), Mathematical Geosciences 41, 585-601 (and for distances along curved paths); te Stroet and
 *   Snepvangers (2005), Mathematical Geology 37, 635-649 (local rotation)
 */
export function krigeLocally(
  samples: SampleSet,
  targets: TargetSet,
  spec: KrigingSpec,
  angles: LocalAngles,
  stepDeg = 5,
): KrigingResult & { readonly directions: number } {
  const m = targets.xyzM.length / 3;
  if (!(stepDeg >= 1 && stepDeg <= 45))
    throw new RangeError(`local anisotropy: steps of 1 to 45 degrees, got ${stepDeg}`);
  const columns = [angles.azimuthDeg, angles.dipDeg ?? new Float64Array(m), angles.rotationDeg ?? new Float64Array(m)];
  for (const column of columns)
    if (column.length !== m || !column.every(Number.isFinite))
      throw new RangeError(`local anisotropy: each of the ${m} targets needs finite angles in degrees`);
  const groups = new Map<string, { readonly anglesDeg: AnglesDeg; readonly at: number[] }>();
  for (let t = 0; t < m; t++) {
    const [azimuth, dip, rotation] = columns.map((column) => stepDeg * Math.round(column[t] / stepDeg));
    // An axis has two ends: azimuth + 180 with the dip reversed is the same direction.
    const turned: AnglesDeg = [((azimuth % 360) + 360) % 360, dip, rotation];
    const key = turned.join();
    const known = groups.get(key) ?? { anglesDeg: turned, at: [] };
    known.at.push(t);
    groups.set(key, known);
  }
  if (groups.size > mostGroups)
    throw new RangeError(`local anisotropy: ${groups.size} different angles, limit ${mostGroups}; use a larger step`);
  const all = [...groups.values()];
  const parts = all.map(({ anglesDeg, at }) => krige(samples, partOf(targets, at), turnedSpec(spec, anglesDeg)));
  return {
    ...joined(
      parts,
      all.map(({ at }) => at),
      m,
    ),
    directions: all.length,
  };
}

function turnedSpec(spec: KrigingSpec, anglesDeg: AnglesDeg): KrigingSpec {
  return {
    ...spec,
    model: { ...spec.model, structures: spec.model.structures.map((structure) => ({ ...structure, anglesDeg })) },
    ...(spec.search === undefined ? {} : { search: { ...spec.search, anglesDeg } }),
  };
}
