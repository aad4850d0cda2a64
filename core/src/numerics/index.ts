export { fillNormal, fillUniform, streamNumber } from "./drawStream.ts";
export { type LeastSquaresFit, levenbergMarquardt, type ResidualFunction } from "./levenbergMarquardt.ts";
export { normalDistribution, normalQuantile } from "./normal.ts";
export { philoxBlock } from "./philox.ts";
export { quantilesInPlace } from "./quantiles.ts";
