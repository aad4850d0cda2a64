/** A directed graph by numbers: arc k runs from `from[k]` to `to[k]`. */
export interface Graph {
  readonly nodes: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Arcs that leave each node. */
export function leaving(graph: Graph, isUsed?: (arc: number) => boolean): Int32Array[] {
  const lists: number[][] = Array.from({ length: graph.nodes }, () => []);
  for (let k = 0; k < graph.from.length; k++) if (isUsed === undefined || isUsed(k)) lists[graph.from[k]].push(k);
  return lists.map((list) => Int32Array.from(list));
}

/**
 * Strongly connected components in topological order (a component before what it feeds), each a list of nodes. Tarjan's
 * algorithm without recursion: a chain of a million units does not exhaust the stack.
 * @see Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 146-160
 */
export function strongComponents(graph: Graph, isUsed?: (arc: number) => boolean): number[][] {
  const out = leaving(graph, isUsed);
  const index = new Int32Array(graph.nodes).fill(-1);
  const low = new Int32Array(graph.nodes);
  const isOpen = new Uint8Array(graph.nodes);
  const stack: number[] = [];
  const components: number[][] = [];
  let counter = 0;
  for (let root = 0; root < graph.nodes; root++) {
    if (index[root] >= 0) continue;
    const path: number[] = [root];
    const next: number[] = [0];
    while (path.length > 0) {
      const node = path[path.length - 1];
      const at = next[next.length - 1];
      if (at === 0) {
        index[node] = low[node] = counter++;
        stack.push(node);
        isOpen[node] = 1;
      }
      if (at < out[node].length) {
        next[next.length - 1]++;
        const child = graph.to[out[node][at]];
        if (index[child] < 0) {
          path.push(child);
          next.push(0);
        } else if (isOpen[child]) low[node] = Math.min(low[node], index[child]);
        continue;
      }
      path.pop();
      next.pop();
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node]);
      if (low[node] !== index[node]) continue;
      const component: number[] = [];
      for (;;) {
        const member = stack.pop() as number;
        isOpen[member] = 0;
        component.push(member);
        if (member === node) break;
      }
      components.push(component);
    }
  }
  return components.reverse();
}

/** One cycle through the arcs in use, as nodes in order; null where there is none. */
export function findCycle(graph: Graph, isUsed: (arc: number) => boolean): number[] | null {
  const component = strongComponents(graph, isUsed).find(
    (nodes) => nodes.length > 1 || hasLoop(graph, nodes[0], isUsed),
  );
  if (component === undefined) return null;
  const inside = new Set(component);
  const out = leaving(graph, isUsed);
  const path: number[] = [component[0]];
  const at = new Map<number, number>([[component[0], 0]]);
  for (;;) {
    const arc = out[path[path.length - 1]].find((k) => inside.has(graph.to[k]));
    if (arc === undefined) return path;
    const node = graph.to[arc];
    const seen = at.get(node);
    if (seen !== undefined) return path.slice(seen);
    at.set(node, path.length);
    path.push(node);
  }
}

function hasLoop(graph: Graph, node: number, isUsed?: (arc: number) => boolean): boolean {
  for (let k = 0; k < graph.from.length; k++)
    if (graph.from[k] === node && graph.to[k] === node && (isUsed === undefined || isUsed(k))) return true;
  return false;
}

/** Nodes of a component in an order where every arc in use runs forwards; empty when a cycle remains. */
export function topologicalOrder(graph: Graph, nodes: readonly number[], isUsed: (arc: number) => boolean): number[] {
  const inside = new Set(nodes);
  const waiting = new Map<number, number>(nodes.map((node) => [node, 0]));
  const out = new Map<number, number[]>(nodes.map((node) => [node, []]));
  for (let k = 0; k < graph.from.length; k++) {
    if (!isUsed(k) || !inside.has(graph.from[k]) || !inside.has(graph.to[k])) continue;
    out.get(graph.from[k])?.push(graph.to[k]);
    waiting.set(graph.to[k], (waiting.get(graph.to[k]) ?? 0) + 1);
  }
  const order = nodes.filter((node) => waiting.get(node) === 0);
  for (let i = 0; i < order.length; i++)
    for (const child of out.get(order[i]) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1;
      waiting.set(child, left);
      if (left === 0) order.push(child);
    }
  return order.length === nodes.length ? order : [];
}
