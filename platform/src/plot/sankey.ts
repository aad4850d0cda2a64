import { formatQuantity } from "./format.ts";
import { sankeyLayers } from "./sankeyLayers.ts";
import { colour, element, fitText, type PlotOptions, svgDocument, text, titled } from "./svg.ts";

/** A flow from one node to another; null is the world outside. */
export interface SankeyFlow {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  /** In the unit of the picture, above 0 to be drawn. */
  readonly amount: number;
}

interface Node {
  readonly name: string;
  readonly kind: "unit" | "feed" | "product";
  readonly layer: number;
  in: number;
  out: number;
  y: number;
  height: number;
}

interface Drawn {
  readonly flow: SankeyFlow;
  readonly source: Node;
  readonly target: Node;
}

const [nodePx, gapPx, topPx, sidePx, roomPx, backPx] = [12, 26, 30, 120, 380, 90];

/** Sankey diagram: widths in proportion to flows, layers from left to right, recycles led back below in another colour. */
export function sankey(flows: readonly SankeyFlow[], options: PlotOptions & { readonly unit: string }): string {
  const { widthPx, title, unit } = options;
  const most = flows.reduce((largest, { amount }) => Math.max(largest, amount), 0);
  const shown = flows.filter(({ amount }) => amount > 1e-6 * most);
  if (shown.length === 0) return svgDocument(options, 60, [text("Nothing of it flows.", 0, 30)]);
  const drawn = drawnFlows(shown);
  const nodes = [...new Set(drawn.flatMap(({ source, target }) => [source, target]))];
  const last = nodes.reduce((largest, { layer }) => Math.max(largest, layer), 0);
  const columns = Array.from({ length: last + 1 }, (_, k) => nodes.filter(({ layer }) => layer === k));
  const back = drawn.filter(({ source, target }) => target.layer <= source.layer);
  const backSum = back.reduce((sum, { flow }) => sum + flow.amount, 0);
  const fits = columns
    .filter((column) => column.length > 0)
    .map(
      (column) => (roomPx - gapPx * (column.length - 1)) / column.reduce((sum, n) => sum + Math.max(n.in, n.out), 0),
    );
  const scale = Math.max(1e-12, Math.min(...fits, backSum > 0 ? backPx / backSum : Number.POSITIVE_INFINITY));
  for (const column of columns) stack(column, drawn, scale);
  const floor = nodes.reduce((lowest, { y, height }) => Math.max(lowest, y + height), 0) + 22;
  const step = (widthPx - 2 * sidePx - nodePx) / Math.max(1, last);
  const xOf = ({ layer }: Node) => sidePx + layer * step;
  const heightPx = floor + (back.length > 0 ? scale * backSum + 8 * back.length + 8 : 0);
  return svgDocument(options, heightPx, [
    text(`${title}, ${unit}`, 0, 12, { "font-size": 11, fill: colour.muted }),
    ...bands(drawn, scale, xOf, floor, unit),
    ...nodes.map((node) => mark(node, xOf(node), step, unit)),
  ]);
}

function drawnFlows(flows: readonly SankeyFlow[]): Drawn[] {
  const layers = sankeyLayers(flows);
  const nodes = new Map<string, Node>();
  const node = (kind: Node["kind"], name: string, layer: number): Node => {
    const made = nodes.get(`${kind} ${name}`) ?? { name, kind, layer, in: 0, out: 0, y: 0, height: 0 };
    nodes.set(`${kind} ${name}`, made);
    return made;
  };
  const at = (unit: string | null) => (unit === null ? 0 : (layers.get(unit) ?? 0));
  return flows.map((flow) => {
    const { name, from, to, amount } = flow;
    const source = from === null ? node("feed", name, to === null ? 0 : at(to) - 1) : node("unit", from, at(from));
    const target = to === null ? node("product", name, at(from) + 1) : node("unit", to, at(to));
    source.out += amount;
    target.in += amount;
    return { flow, source, target };
  });
}

/** Heights and places of one column: nodes near the middle of what feeds them, products below. */
function stack(column: Node[], drawn: readonly Drawn[], scale: number): void {
  const middle = (one: Node) => {
    const before = drawn.filter(({ source, target }) => target === one && source.layer < one.layer);
    const sum = before.reduce((total, { flow }) => total + flow.amount, 0);
    if (sum === 0) return one.kind === "feed" ? -1 : 0;
    const mean =
      before.reduce((total, { source, flow }) => total + (source.y + source.height / 2) * flow.amount, 0) / sum;
    return one.kind === "product" ? mean + 1000 : mean;
  };
  column.sort((a, b) => middle(a) - middle(b));
  let y = topPx + 14;
  for (const one of column) {
    one.height = Math.max(1.5, scale * Math.max(one.in, one.out));
    one.y = y;
    y += one.height + gapPx;
  }
}

function bands(
  drawn: readonly Drawn[],
  scale: number,
  xOf: (n: Node) => number,
  floor: number,
  unit: string,
): string[] {
  const [leaves, enters] = [new Map<Node, number>(), new Map<Node, number>()];
  let below = floor;
  return drawn
    .toSorted((a, b) => a.source.layer - b.source.layer || a.target.y - b.target.y)
    .map(({ flow, source, target }) => {
      const width = Math.max(0.8, scale * flow.amount);
      const y1 = source.y + (leaves.get(source) ?? 0) + width / 2;
      const y2 = target.y + (enters.get(target) ?? 0) + width / 2;
      leaves.set(source, (leaves.get(source) ?? 0) + width);
      enters.set(target, (enters.get(target) ?? 0) + width);
      const [x1, x2] = [xOf(source) + nodePx, xOf(target)];
      const isBack = target.layer <= source.layer;
      const y = below + width / 2;
      if (isBack) below += width + 8;
      const turn = 16 + width / 2;
      const half = (x1 + x2) / 2;
      const d = isBack
        ? `M${x1} ${y1}C${x1 + turn} ${y1} ${x1 + turn} ${y} ${x1} ${y}L${x2} ${y}C${x2 - turn} ${y} ${x2 - turn} ${y2} ${x2} ${y2}`
        : `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
      const stroke = isBack ? colour.imports : colour.accent;
      return titled(
        `${flow.name}: ${formatQuantity(flow.amount)} ${unit}`,
        element("path", { d, fill: "none", stroke, "stroke-opacity": 0.42, "stroke-width": width }),
      );
    });
}

function mark(node: Node, x: number, stepPx: number, unit: string): string {
  const { kind, name, y, height } = node;
  const amount = formatQuantity(Math.max(node.in, node.out));
  const halo = { "paint-order": "stroke", stroke: colour.surface, "stroke-width": 3, "font-size": 10.5 };
  const middle = y + height / 2;
  const anchor = kind === "feed" ? "end" : "start";
  const beside = kind === "feed" ? x - 4 : x + nodePx + 4;
  const words =
    kind === "unit"
      ? text(fitText(name, stepPx, 10.5), x + nodePx / 2, y - 5, { ...halo, "text-anchor": "middle" })
      : text(fitText(name, sidePx - 12, 10.5), beside, middle, { ...halo, "text-anchor": anchor }) +
        text(amount, beside, middle + 11, { ...halo, "font-size": 10, fill: colour.muted, "text-anchor": anchor });
  const fill = kind === "unit" ? colour.ink : colour.muted;
  return titled(`${name}: ${amount} ${unit}`, element("rect", { x, y, width: nodePx, height, fill }) + words);
}
