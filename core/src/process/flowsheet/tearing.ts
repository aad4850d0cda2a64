import { type Graph, strongComponents } from "./graph.ts";

/** Most elementary cycles that are listed before the choice goes by a simpler rule. */
const mostCycles = 2000;

/**
 * Streams to tear so that no cycle is left in a component: few, and each cutting many cycles. Elementary cycles are listed (up
 * to a bound) and covered greedily; what remains uncut, and larger graphs, by the arc whose removal leaves the smallest
 * knots, arcs out of busy mixing points first.
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
  const torn = new Set<number>();
  const { cycles, isComplete } = elementaryCycles(graph, nodes, arcs);
  const known = new Set(arcs);
  let open = cycles;
  while (open.length > 0) {
    const hits = new Map<number, number>();
    for (const cycle of open) for (const arc of cycle) hits.set(arc, (hits.get(arc) ?? 0) + 1);
    let best = -1;
    for (const [arc, count] of hits) if (best < 0 || count > (hits.get(best) ?? 0)) best = arc;
    torn.add(best);
    open = open.filter((cycle) => !cycle.includes(best));
  }
  // The list may have been cut short: whatever cycle is left is cut at its busiest node.
  for (;;) {
    if (isComplete) break;
    const knot = largestKnot(graph, (arc) => known.has(arc) && !torn.has(arc));
    if (knot === undefined) break;
    const within = new Set(knot);
    const entering = new Map<number, number[]>();
    for (const arc of arcs)
      if (!torn.has(arc) && within.has(graph.from[arc]) && within.has(graph.to[arc])) {
        const list = entering.get(graph.to[arc]) ?? [];
        list.push(arc);
        entering.set(graph.to[arc], list);
      }
    const [, busiest] = [...entering].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    for (const arc of busiest) torn.add(arc);
  }
  return [...torn];
}

function largestKnot(graph: Graph, isUsed: (arc: number) => boolean): number[] | undefined {
  return strongComponents(graph, isUsed)
    .filter(
      (nodes) =>
        nodes.length > 1 || graph.from.some((from, k) => from === nodes[0] && graph.to[k] === nodes[0] && isUsed(k)),
    )
    .sort((a, b) => b.length - a.length)[0];
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
