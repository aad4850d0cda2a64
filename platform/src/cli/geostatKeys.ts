import { DataError, editDistance } from "@relode/core/evidence";
import type { Settings } from "@relode/core/geostat";

/** Keys that one verb reads and another may meet in the same configuration; notes start with an underscore or are named so. */
const knownKeys = new Set(
  `data value columns x y z hole model nugget structures type sill ranges range ranges_m angles angles_deg range_is shape across search radii radii_m
  radius ndmax ndmin max_samples min_samples max min octmax max_per_octant max_per_hole grid count first_centre size n o s runs output
  seed kind skmean mean drift disc discretisation disc_rule block lags width cutoff spacing tolerance estimator directions azimuth
  azimuth_tolerance bandwidth dip dip_tolerance vertical_bandwidth second within_holes weights fit_nugget nsim realisations weight tails minimum
  maximum path declus cell_min cell_max n_cells offsets criterion ties loo folds truth estimators name power thresholds models
  proportions variables coregionalisation nugget_matrix sills secondary column correlation variance targets external note notes comment
  source title description method boundary farthest vertical_factor layout bands max_blocks categories transform back total with_rest lag distance map reach
  min_pairs cloud most standardise auto types max_structures select anisotropy exact_up_to neighbours restrict above beyond
  local_angles rotation step beach discharge top bottom layers threads`
    .split(/\s+/)
    .filter((key) => key !== ""),
);

/**
 * Refuses a configuration with keys that no verb knows: a misspelt key would be left out unseen.
 * @throws {DataError} `geostat.unknown-key`, each with the nearest known key
 */
export function refuseUnknownKeys(settings: Settings): void {
  const unknown = settings
    .unknownKeys(knownKeys)
    .filter(({ path, key }) => !key.startsWith("_") && !path.endsWith(".runs"));
  if (unknown.length === 0) return;
  const issues = unknown.map(({ path, key, asked }) => {
    const nearest = nearestOf(key, [...new Set([...asked, ...knownKeys])]);
    return {
      path: `${path}.${key}`,
      code: "geostat.unknown-key",
      severity: "error" as const,
      message: `unknown key ${key}${nearest === null ? "" : `; did you mean ${nearest}?`} (a key that starts with _ is a note)`,
    };
  });
  throw new DataError(`${issues[0].path}: ${issues[0].message}`, issues);
}

/** The known word with the least edit distance, if it is near enough to be a slip. */
function nearestOf(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const other of known) {
    const distance = editDistance(word.toLowerCase(), other.toLowerCase());
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
