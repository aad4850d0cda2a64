import type { Graph } from "./graph.ts";

/** Most elementary cycles that are listed before the choice goes by a simpler rule. */
const mostCycles = 2000;

/**
 * Streams to tear so that no cycle is left in a component: few, and each cutting many cycles. Elementary cycles are listed and covered
 * greedily; where there are too many to list, units are put in an order by which few arcs run backwards, and those are torn.
 *
 * @param isUsed arcs that may be followed
 * @returns numbers of arcs
 * @see Motard and Westerberg (1981), Exclusive tear sets for flowsheets, AIChE J. 27, 725-732
 */
export function chooseTears(graph: Graph, nodes: readonly number[], isUsed: (arc: number) => boolean): number[] {
  const inside = new Set(nodes);
  const arcs: number[] = [];
  for (let k = 0; k < graph.from.length; k++)
    if (isUsed(k) && inside.has(graph.from[k]) && inside.has(graph.to[k])) arcs.push(k);
  const { cycles, isComplete } = elementaryCycles(graph, nodes, arcs);
  return isComplete
    ? greedyCover(cycles)
    : backwardArcs(
        graph,
        [...nodes].sort((a, b) => a - b),
        arcs,
      );
}

function greedyCover(cycles: readonly (readonly number[])[]): number[] {
  const torn: number[] = [];
  let open = cycles;
  while (open.length > 0) {
    const hits = new Map<number, number>();
    for (const cycle of open) for (const arc of cycle) hits.set(arc, (hits.get(arc) ?? 0) + 1);
    let best = -1;
    for (const [arc, count] of hits) if (best < 0 || count > (hits.get(best) ?? 0)) best = arc;
    torn.push(best);
    open = open.filter((cycle) => !cycle.includes(best));
  }
  return torn;
}

/**
 * Arcs that run backwards in a greedy order of the nodes: sinks last, sources first, else first the node with the largest surplus of
 * outgoing over incoming arcs, of equals the first given. Time is linear in nodes and arcs.
 * @see Eades, Lin and Smyth (1993), A fast and effective heuristic for the feedback arc set problem, Inf. Process. Lett. 47, 319-323
 */
export function backwardArcs(graph: Graph, nodes: readonly number[], arcs: readonly number[]): number[] {
  const place = new Map(nodes.map((node, i) => [node, i]));
  const at = (node: number) => place.get(node) ?? -1;
  const n = nodes.length;
  const neighbours = Array.from({ length: n }, (): { in: number[]; out: number[] } => ({ in: [], out: [] }));
  for (const arc of arcs) {
    const [a, b] = [at(graph.from[arc]), at(graph.to[arc])];
    if (a === b) continue;
    neighbours[a].out.push(b);
    neighbours[b].in.push(a);
  }
  const ins = Int32Array.from(neighbours, (side) => side.in.length);
  const outs = Int32Array.from(neighbours, (side) => side.out.length);
  // Bins by surplus of outgoing arcs; sinks and sources have bins of their own. An entry is stale when its node has moved on.
  const most = neighbours.reduce((size, side) => Math.max(size, side.in.length, side.out.length), 0);
  const bins = Array.from({ length: 2 * most + 3 }, (): number[] => []);
  const binOf = (i: number) => (outs[i] === 0 ? 0 : ins[i] === 0 ? 2 * most + 2 : outs[i] - ins[i] + most + 1);
  for (let i = n - 1; i >= 0; i--) bins[binOf(i)].push(i);
  const rank = new Int32Array(n).fill(-1);
  let [first, last, top] = [0, n - 1, bins.length - 1];
  const take = (bin: number): number => {
    for (;;) {
      const i = bins[bin].pop();
      if (i === undefined) return -1;
      if (rank[i] < 0 && binOf(i) === bin) return i;
    }
  };
  while (first <= last) {
    let i = take(0);
    const isSink = i >= 0;
    if (!isSink) {
      for (i = take(bins.length - 1); i < 0; top--) {
        i = take(top);
        if (i >= 0) break;
      }
    }
    rank[i] = isSink ? last-- : first++;
    for (const k of neighbours[i].out) if (rank[k] < 0) ins[k]--;
    for (const k of neighbours[i].in) if (rank[k] < 0) outs[k]--;
    for (const side of [neighbours[i].out, neighbours[i].in])
      for (const k of side) {
        if (rank[k] >= 0) continue;
        const bin = binOf(k);
        bins[bin].push(k);
        top = Math.max(top, bin);
      }
  }
  return arcs.filter((arc) => rank[at(graph.from[arc])] >= rank[at(graph.to[arc])]);
}

/** Elementary cycles by depth-first search from each node over nodes not before it, up to a bound on cycles and on steps. */
function elementaryCycles(
  graph: Graph,
  nodes: readonly number[],
  arcs: readonly number[],
): { cycles: number[][]; isComplete: boolean } {
  const rank = new Map(nodes.map((node, i) => [node, i]));
  const out = new Map<number, number[]>();
  for (const arc of arcs) {
    const list = out.get(graph.from[arc]) ?? [];
    list.push(arc);
    out.set(graph.from[arc], list);
  }
  const cycles: number[][] = [];
  let steps = 0;
  for (const root of nodes) {
    const path: number[] = [];
    const next: number[] = [0];
    const trail: number[] = [root];
    const onPath = new Set([root]);
    while (trail.length > 0) {
      if (cycles.length >= mostCycles || ++steps > 200_000) return { cycles, isComplete: false };
      const node = trail[trail.length - 1];
      const choices = out.get(node) ?? [];
      const at = next[next.length - 1]++;
      if (at >= choices.length) {
        trail.pop();
        next.pop();
        path.pop();
        onPath.delete(node);
        continue;
      }
      const arc = choices[at];
      const child = graph.to[arc];
      if (child === root) cycles.push([...path, arc]);
      else if (!onPath.has(child) && (rank.get(child) ?? -1) > (rank.get(root) ?? 0)) {
        path.push(arc);
        trail.push(child);
        next.push(0);
        onPath.add(child);
      }
    }
  }
  return { cycles, isComplete: true };
}
