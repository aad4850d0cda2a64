/** Unit in which coordinates and depths of a file are written. */
export type LengthUnit = "m" | "ft" | "us-ft";

/**
 * Metres in one unit: the international foot is 0.3048 m exactly, the US survey foot 1200/3937 m.
 * @see NIST Special Publication 811 (2008), appendix B.6; Federal Register 24 FR 5348 (1959)
 */
export const metresPerUnit: Readonly<Record<LengthUnit, number>> = { m: 1, ft: 0.3048, "us-ft": 1200 / 3937 };

export const lengthUnits: readonly LengthUnit[] = ["m", "ft", "us-ft"];
