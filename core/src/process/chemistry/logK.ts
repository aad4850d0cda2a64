import type { LogK } from "./chemistryModel.ts";

/** J/(mol K); CODATA 2018. */
export const gasConstant = 8.314462618;
/** 0 °C in kelvin. */
export const zeroCelsiusK = 273.15;
const referenceK = 298.15;

/**
 * log10 K at a temperature: the analytic expression A1 + A2 T + A3/T + A4 log10 T + A5/T² + A6 T² where there is one, else
 * van 't Hoff with a constant enthalpy, log K = log K25 − ΔH/(R ln 10) (1/T − 1/298.15).
 * @param temperatureK kelvin
 * @see Parkhurst and Appelo (2013), Description of input and examples for PHREEQC version 3, USGS TM 6-A43, p. 188
 */
export function log10K({ logK25, deltaHKjPerMol, analytic }: LogK, temperatureK: number): number {
  if (analytic !== null) {
    const [a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0] = analytic;
    return (
      a1 +
      a2 * temperatureK +
      a3 / temperatureK +
      a4 * Math.log10(temperatureK) +
      a5 / temperatureK ** 2 +
      a6 * temperatureK ** 2
    );
  }
  if (deltaHKjPerMol === 0 || temperatureK === referenceK) return logK25;
  return logK25 - ((1000 * deltaHKjPerMol) / (gasConstant * Math.LN10)) * (1 / temperatureK - 1 / referenceK);
}
