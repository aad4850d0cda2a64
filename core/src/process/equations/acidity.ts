/** Second dissociation constant of sulfuric acid in mol/L at 25 °C: pKa 1.99. @see Martell and Smith, NIST 46, 25 °C, I = 0 */
export const bisulfateConstant = 10 ** -1.99;

/**
 * Free hydrogen ion in mol/L beside sulfate: h + h S/(Ka + h) = T, no activity correction.
 * @param acidMolPerL T, free H⁺ and HSO₄⁻ together
 * @param sulfateMolPerL S, SO₄²⁻ and HSO₄⁻ together; 0 in chloride
 */
export function freeHydrogenMolPerL(acidMolPerL: number, sulfateMolPerL: number, ka = bisulfateConstant): number {
  if (!(acidMolPerL > 0)) return 0;
  if (!(sulfateMolPerL > 0)) return acidMolPerL;
  const b = ka + sulfateMolPerL - acidMolPerL;
  const c = ka * acidMolPerL;
  // The root that does not cancel, whichever sign b has.
  const root = Math.sqrt(b * b + 4 * c);
  return b > 0 ? (2 * c) / (b + root) : (root - b) / 2;
}
