/** Samples of the same hole, and holes near by with samples of each, on which one sample is conditioned. */
const above = 4;
const nearHoles = 5;
const fromEach = 2;

/**
 * Sets of a likelihood by conditionals for samples along holes: holes in an order in which each next one is farthest from those before it,
 * down each hole sample by sample. A sample is given the four above it and, of the five nearest holes before, the two nearest in height.
 * @param holes number of the hole of each sample
 * @returns for each sample the others it is given, then itself
 * @see Guinness (2018), Technometrics 60, 415-429 (orders that spread the first ones out)
 */
export function holeConditioning(xyzM: Float64Array, holes: ArrayLike<number>): number[][] {
  const byHole = new Map<number, number[]>();
  for (let i = 0; i < holes.length; i++) {
    const list = byHole.get(holes[i]);
    if (list === undefined) byHole.set(holes[i], [i]);
    else list.push(i);
  }
  const lists = [...byHole.values()].map((list) => list.sort((a, b) => xyzM[3 * b + 2] - xyzM[3 * a + 2] || a - b));
  const centres = lists.map((list) =>
    [0, 1].map((axis) => list.reduce((sum, i) => sum + xyzM[3 * i + axis], 0) / list.length),
  );
  const order = spreadOrder(centres);
  const sets: number[][] = [];
  for (const [rank, h] of order.entries()) {
    const near = order
      .slice(0, rank)
      .map((other) => ({ other, d2: squareDistance(centres[h], centres[other]) }))
      .sort((a, b) => a.d2 - b.d2 || a.other - b.other)
      .slice(0, nearHoles)
      .map(({ other }) => lists[other]);
    for (const [place, i] of lists[h].entries()) {
      const own = lists[h].slice(Math.max(0, place - above), place);
      sets.push([...own, ...near.flatMap((list) => nearestInHeight(list, xyzM, xyzM[3 * i + 2])), i]);
    }
  }
  return sets;
}

function squareDistance(a: readonly number[], b: readonly number[]): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

/** From the one nearest the middle on, always the one farthest from all before. */
function spreadOrder(at: readonly (readonly number[])[]): number[] {
  const middle = [0, 1].map((axis) => at.reduce((sum, one) => sum + one[axis], 0) / at.length);
  const fromMiddle = at.map((one) => squareDistance(one, middle));
  let next = fromMiddle.indexOf(Math.min(...fromMiddle));
  const nearest = at.map(() => Number.POSITIVE_INFINITY);
  const order: number[] = [];
  while (order.length < at.length) {
    order.push(next);
    nearest[next] = -1;
    let farthest = -1;
    for (let h = 0; h < at.length; h++) {
      if (nearest[h] < 0) continue;
      nearest[h] = Math.min(nearest[h], squareDistance(at[h], at[order[order.length - 1]]));
      if (farthest < 0 || nearest[h] > nearest[farthest]) farthest = h;
    }
    next = farthest;
  }
  return order;
}

/** The samples of a hole, from the top down, nearest to a height: a window that grows to the nearer side. */
function nearestInHeight(list: readonly number[], xyzM: Float64Array, heightM: number): readonly number[] {
  if (list.length <= fromEach) return list;
  const away = (at: number) => Math.abs(xyzM[3 * list[at] + 2] - heightM);
  let first = 0;
  for (let at = 1; at < list.length; at++) if (away(at) < away(first)) first = at;
  let last = first;
  while (last - first + 1 < fromEach)
    if (first === 0 || (last + 1 < list.length && away(last + 1) < away(first - 1))) last++;
    else first--;
  return list.slice(first, last + 1);
}
