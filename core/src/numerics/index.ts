export { fillNormal, fillUniform, streamNumber } from "./drawStream.ts";
export { normalDistribution, normalQuantile } from "./normal.ts";
export { philoxBlock } from "./philox.ts";
export { quantilesInPlace } from "./quantiles.ts";
