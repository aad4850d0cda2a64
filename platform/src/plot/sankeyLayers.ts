/** A link between two nodes; null is the world outside. */
interface Link {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Layer of each node: 1 and more, one more than the highest of those that feed it. Links that would close a ring, found by a walk in depth from
 * the nodes in order of the links (those fed from outside first), are left out and so point backwards.
 */
export function sankeyLayers(links: readonly Link[]): Map<string, number> {
  const names = [
    ...new Set([
      ...links.flatMap(({ from, to }) => (from === null && to !== null ? [to] : [])),
      ...links.flatMap(({ from, to }) => [from, to].filter((name) => name !== null)),
    ]),
  ];
  const next = new Map(
    names.map((name) => [name, links.flatMap(({ from, to }) => (from === name && to !== null ? [to] : []))]),
  );
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const ahead = new Map<string, string[]>();
  const walk = (name: string): void => {
    state.set(name, "open");
    for (const to of next.get(name) ?? []) {
      if (state.get(to) === "open") continue;
      ahead.set(name, [...(ahead.get(name) ?? []), to]);
      if (!state.has(to)) walk(to);
    }
    state.set(name, "done");
    order.push(name);
  };
  for (const name of names) if (!state.has(name)) walk(name);
  const layers = new Map(names.map((name) => [name, 1]));
  for (const name of order.toReversed())
    for (const to of ahead.get(name) ?? []) layers.set(to, Math.max(layers.get(to) ?? 1, (layers.get(name) ?? 1) + 1));
  return layers;
}
