/** Position on the 975 x 610 map of the United States, px; null where the map has no place (Puerto Rico, foreign). */
export type PlanePoint = readonly [number, number];

const degree = Math.PI / 180;
const scalePx = 1300;
const centrePx: PlanePoint = [487.5, 305];

/**
 * Composite Albers equal-area map of the 50 states as in the `albers` files of us-atlas: lower 48 at 29.5 and 45.5 degrees N,
 * Alaska at 55 and 65 (scale 0.35), Hawaii at 8 and 18. WGS84 longitude and latitude in degrees, on the sphere.
 * @see Snyder (1987), Map projections: a working manual, USGS Professional Paper 1395, equations 14-1 to 14-6
 * @see Bostock, d3-geo, geoAlbersUsa (placing of Alaska and Hawaii)
 */
export function albersUsa(lonDeg: number, latDeg: number): PlanePoint | null {
  if (!(Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90)) return null;
  const [x0, y0] = centrePx;
  if (latDeg > 50 && (lonDeg < -129 || lonDeg > 170))
    return alaska(lonDeg, latDeg, x0 - 0.307 * scalePx, y0 + 0.201 * scalePx);
  if (latDeg < 23.5 && lonDeg < -150) return hawaii(lonDeg, latDeg, x0 - 0.205 * scalePx, y0 + 0.212 * scalePx);
  if (lonDeg < -126 || lonDeg > -66 || latDeg < 24 || latDeg > 50) return null;
  return lower48(lonDeg, latDeg, x0, y0);
}

const lower48 = conic(29.5, 45.5, 96, -0.6, 38.7, scalePx);
const alaska = conic(55, 65, 154, -2, 58.5, scalePx * 0.35);
const hawaii = conic(8, 18, 157, -3, 19.9, scalePx);

type Conic = (lonDeg: number, latDeg: number, x0: number, y0: number) => PlanePoint;

function conic(
  parallel1: number,
  parallel2: number,
  rotate: number,
  centreLon: number,
  centreLat: number,
  k: number,
): Conic {
  const sine1 = Math.sin(parallel1 * degree);
  const n = (sine1 + Math.sin(parallel2 * degree)) / 2;
  const c = 1 + sine1 * (2 * n - sine1);
  const raw = (lon: number, lat: number): PlanePoint => {
    const rho = Math.sqrt(c - 2 * n * Math.sin(lat * degree)) / n;
    return [rho * Math.sin(n * lon * degree), Math.sqrt(c) / n - rho * Math.cos(n * lon * degree)];
  };
  const [xc, yc] = raw(centreLon, centreLat);
  return (lonDeg, latDeg, x0, y0) => {
    const turned = ((lonDeg + rotate + 540) % 360) - 180;
    const [x, y] = raw(turned, latDeg);
    return [x0 + k * (x - xc), y0 - k * (y - yc)];
  };
}
