/** A deck and what falls on it. */
export interface KarraScreen {
  /** Square opening and wire, mm. */
  readonly openingMm: number;
  readonly wireMm: number;
  readonly angleDeg: number;
  /** Effective area, m². */
  readonly areaM2: number;
  /** Top deck 1, below it 2, 3. */
  readonly deck: number;
  readonly isWet: boolean;
  /** Bulk density of the feed, kg/m³. */
  readonly bulkDensityKgPerM3: number;
  /** t/h finer than the opening the particles see. */
  readonly undersizeTPerH: number;
  /** % of the feed coarser than the opening, finer than half of it, and within 0.75 to 1.25 of it. */
  readonly oversizePct: number;
  readonly halfSizePct: number;
  readonly nearSizePct: number;
}

/** Cut size and what it rests on. */
export interface KarraCut {
  readonly cutMm: number;
  readonly throughFallMm: number;
  /** t/(h m²) that the deck passes by its factors. */
  readonly capacityTPerHM2: number;
  /** Undersize fed over that capacity; above 1 the deck is overloaded. */
  readonly load: number;
}

/** Opening a particle sees on an inclined square mesh, (h + d) cos θ − d. */
export function throughFallMm(openingMm: number, wireMm: number, angleDeg: number): number {
  return (openingMm + wireMm) * Math.cos((angleDeg * Math.PI) / 180) - wireMm;
}

/**
 * Karra's cut of a vibrating screen: d50 = h_T (G_c/K)^0.148 with K the undersize fed over A B C D E F · area and the near-size
 * factor G_c = 0.844 (1 − X_n/100)^3.453. A by opening, B oversize, C half size, D deck, E wet screening, F bulk density.
 * @throws {RangeError} opening, area or through-fall opening not above 0
 * @see Karra (1979), Development of a model for predicting the screening performance of a vibrating screen, CIM Bulletin 72 (801),
 * 167-171; constants as recalled, held together by a test that the pieces of each factor meet
 */
export function karraCut(s: KarraScreen): KarraCut {
  const through = throughFallMm(s.openingMm, s.wireMm, s.angleDeg);
  if (!(s.openingMm > 0 && s.areaM2 > 0 && through > 0))
    throw new RangeError(
      `Karra: opening ${s.openingMm} mm, area ${s.areaM2} m² and the opening seen, ${through.toPrecision(3)} mm, must be above 0`,
    );
  const capacity =
    openingFactor(through) *
    oversizeFactor(s.oversizePct) *
    halfSizeFactor(s.halfSizePct) *
    (1.1 - 0.1 * s.deck) *
    (s.isWet ? wetFactor(through) : 1) *
    (s.bulkDensityKgPerM3 / 1602);
  const load = s.undersizeTPerH / (capacity * s.areaM2);
  const nearSize = 0.844 * (1 - Math.min(99.9, s.nearSizePct) / 100) ** 3.453;
  // An empty deck would have no bound on its cut; at most the opening itself.
  const cutMm = Math.min(through, through * (nearSize / Math.max(1e-12, load)) ** 0.148);
  return { cutMm, throughFallMm: through, capacityTPerHM2: capacity, load };
}

/** A, t/(h m²), by the opening in mm. */
export function openingFactor(mm: number): number {
  return mm < 51 ? 12.1286 * mm ** 0.3162 - 10.2991 : 0.3388 * mm + 14.4122;
}

/** B, by % oversize. */
export function oversizeFactor(pct: number): number {
  return pct <= 87 ? 1.6 - 0.012 * pct : 4.275 - 0.0425 * pct;
}

/** C, by % finer than half the opening. */
export function halfSizeFactor(pct: number): number {
  if (pct <= 30) return 0.012 * pct + 0.7;
  if (pct < 55) return 0.1528 * pct ** 0.564;
  if (pct < 80) return 0.0061 * pct ** 1.37;
  return 0.05 * pct - 1.5;
}

/** E, by the opening in mm, wet. */
export function wetFactor(mm: number): number {
  const t = 1.26 * mm;
  if (t < 1) return 1;
  if (t < 2) return t;
  if (t < 4) return 1.5 + 0.25 * t;
  if (t < 6) return 2.5;
  if (t < 10) return 3.25 - 0.125 * t;
  if (t < 12) return 4.5 - 0.25 * t;
  if (t < 16) return 2.1 - 0.05 * t;
  if (t < 24) return 1.5 - 0.0125 * t;
  if (t < 32) return 1.35 - 0.00625 * t;
  return 1.15;
}
