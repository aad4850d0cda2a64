/** Wegstein's method, component by component, with q held between −5 and 0. @see Wegstein (1958), Commun. ACM 1 (6), 9-13 */
export class Wegstein {
  #x: Float64Array | null = null;
  #g: Float64Array | null = null;

  /** The next point from x and g(x); plain substitution at the first. */
  step(x: Float64Array, g: Float64Array): Float64Array {
    const [lastX, lastG] = [this.#x, this.#g];
    this.#x = Float64Array.from(x);
    this.#g = Float64Array.from(g);
    if (lastX === null || lastG === null) return g;
    return x.map((value, i) => {
      const slope = (g[i] - lastG[i]) / (value - lastX[i]);
      if (!Number.isFinite(slope)) return g[i];
      const q = Math.min(0, Math.max(-5, slope / (slope - 1)));
      return q * value + (1 - q) * g[i];
    });
  }
}
