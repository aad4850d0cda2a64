import type { KineticReaction, RateContext } from "./kinetics.ts";

/**
 * Oxidation of pyrite by dissolved oxygen, r = 10^−8.19 m(O2)^0.5 m(H+)^−0.11 mol/(m² s) at 25 °C.
 * @param areaM2 surface of the pyrite there at the start; it shrinks with (m/m₀)^⅔
 * @param pyriteMol at the start
 * @see Williamson and Rimstidt (1994), Geochim. Cosmochim. Acta 58, 5443-5454
 */
export function pyriteOxidationByOxygen(areaM2: number, pyriteMol: number): KineticReaction {
  return {
    name: "pyrite + O2",
    yields: { FeS2: 1 },
    initialMol: pyriteMol,
    ratePerS: ({ activity, mol, initialMol }) =>
      10 ** -8.19 * Math.sqrt(activity("O2")) * activity("H+") ** -0.11 * areaM2 * Math.cbrt(mol / initialMol) ** 2,
  };
}

/**
 * Oxidation of pyrite by ferric iron with oxygen there, r = 10^−6.07 m(Fe³⁺)^0.93 m(Fe²⁺)^−0.40 mol/(m² s) at 25 °C.
 * @see Williamson and Rimstidt (1994), Geochim. Cosmochim. Acta 58, 5443-5454
 */
export function pyriteOxidationByIron(areaM2: number, pyriteMol: number): KineticReaction {
  return {
    name: "pyrite + Fe(III)",
    yields: { FeS2: 1 },
    initialMol: pyriteMol,
    ratePerS: ({ total, mol, initialMol }) =>
      10 ** -6.07 *
      total("Fe(3)") ** 0.93 *
      Math.max(total("Fe(2)"), 1e-12) ** -0.4 *
      areaM2 *
      Math.cbrt(mol / initialMol) ** 2,
  };
}

/**
 * Oxidation of ferrous iron by oxygen, d[Fe(II)]/dt = −(k₀ + k₁ a(OH⁻)² p(O2)) [Fe(II)], k₀ = 2.91e-9 /s,
 * k₁ = 1.33e12 /(s atm) at 25 °C. Iron's redox states must be decoupled, since equilibrium would oxidise it at once.
 * @param waterKg kilograms of water the rate is for
 * @see Singer and Stumm (1970), Science 167, 1121-1123; as in Parkhurst and Appelo (2013), example 9
 */
export function ferrousOxidation(waterKg = 1): KineticReaction {
  return {
    name: "Fe(II) + O2",
    yields: { "Fe+2": -1, "Fe+3": 1, "e-": 1 },
    ratePerS: ({ activity, saturationRatio, total }: RateContext) =>
      (2.91e-9 + 1.33e12 * activity("OH-") ** 2 * saturationRatio("O2(g)")) * total("Fe(2)") * waterKg,
  };
}
