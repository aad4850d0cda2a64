import { colour, element, svgDocument, text, titled } from "../../../platform/src/plot/svg.ts";
import { formatQuantity } from "../parts/words.ts";
import { layersOf } from "../processCanvas/autoLayout.ts";
import type { FlowsheetDocument } from "@relode/core/process";
import type { SankeyFlows, SankeyLink } from "../processWork/sankey.ts";

interface Node {
  readonly id: string;
  readonly words: string;
  readonly kind: "unit" | "feed" | "product";
  layer: number;
  y: number;
  height: number;
  in: number;
  out: number;
}

interface Drawn extends SankeyLink {
  readonly source: Node;
  readonly target: Node;
}

const nodePx = 12;
const gapPx = 20;
const heightPx = 480;
const topPx = 26;
/** Between two recycles below the plant. */
const lanePx = 7;

/** Sankey diagram: widths in proportion to flows, layers from left to right, recycles led back under the plant. */
export function drawSankey(document: FlowsheetDocument, flows: SankeyFlows, widthPx: number, title: string): string {
  const layers = layersOf(document);
  const nodes = new Map<string, Node>();
  const node = (id: string, words: string, kind: Node["kind"], layer: number): Node => {
    const known = nodes.get(id);
    if (known) return known;
    const made: Node = { id, words, kind, layer, y: 0, height: 0, in: 0, out: 0 };
    nodes.set(id, made);
    return made;
  };
  const largest = Math.max(0, ...flows.links.map(({ kgPerH }) => kgPerH));
  const drawn: Drawn[] = flows.links
    .filter(({ kgPerH }) => kgPerH > 1e-6 * largest)
    .map((link) => {
      const from = link.from === null ? null : (layers.get(link.from) ?? 0);
      const to = link.to === null ? null : (layers.get(link.to) ?? 0);
      const source =
        link.from === null
          ? node(`feed ${link.stream}`, link.stream, "feed", (to ?? 0) - 1)
          : node(`unit ${link.from}`, link.from, "unit", from ?? 0);
      const target =
        link.to === null
          ? node(`product ${link.stream}`, link.stream, "product", (from ?? 0) + 1)
          : node(`unit ${link.to}`, link.to, "unit", to ?? 0);
      source.out += link.kgPerH;
      target.in += link.kgPerH;
      return { ...link, source, target };
    });
  if (drawn.length === 0)
    return svgDocument({ widthPx, title, desc: "Nothing flows." }, 60, [
      text("None of it flows in this flowsheet.", 0, 30),
    ]);
  const used = [...new Set([...nodes.values()].map(({ layer }) => layer))].sort((a, b) => a - b);
  for (const one of nodes.values()) one.layer = used.indexOf(one.layer);
  const columns = used.map((_, k) => [...nodes.values()].filter(({ layer }) => layer === k));
  const back = drawn.filter(({ source, target }) => target.layer <= source.layer);
  const backSum = back.reduce((sum, { kgPerH }) => sum + kgPerH, 0);
  const backPx = back.length === 0 ? 0 : 120 + lanePx * back.length;
  const room = heightPx - topPx - backPx - 20;
  const scale = Math.min(
    ...columns.map(
      (column) =>
        Math.max(40, room - gapPx * (column.length - 1)) /
        column.reduce((sum, one) => sum + Math.max(one.in, one.out), 0),
    ),
    backSum > 0 ? 120 / backSum : Number.POSITIVE_INFINITY,
  );
  place(columns, drawn, scale, room);
  const left = 96;
  const step = (widthPx - 2 * left - nodePx) / Math.max(1, columns.length - 1);
  const xOf = ({ layer }: Node) => left + layer * step;
  const parts = [
    ...links(drawn, scale, xOf, topPx + room + 12),
    ...[...nodes.values()].map((one) => nodeMark(one, xOf(one), Math.max(4, Math.floor(step / 5.4)))),
  ];
  return svgDocument(
    { widthPx, title, desc: "Flows between units; the width of a band is its flow in kg/h." },
    heightPx,
    [text(title, 0, 12, { "font-size": 11, fill: colour.muted }), ...parts],
  );
}

function place(columns: readonly Node[][], drawn: readonly Drawn[], scale: number, room: number): void {
  for (const [k, column] of columns.entries()) {
    for (const one of column) one.height = Math.max(1.5, scale * Math.max(one.in, one.out));
    const centre = (one: Node) => {
      const before = drawn.filter(({ source, target }) => target === one && source.layer < k);
      const sum = before.reduce((total, { kgPerH }) => total + kgPerH, 0);
      // Feeds stand above and products below where nothing pulls them.
      if (sum === 0) return one.kind === "feed" ? -1 : 0;
      const mean =
        before.reduce((total, { source, kgPerH }) => total + (source.y + source.height / 2) * kgPerH, 0) / sum;
      return one.kind === "product" ? mean + 1000 : mean;
    };
    column.sort((a, b) => centre(a) - centre(b));
    const whole = column.reduce((sum, one) => sum + one.height + gapPx, -gapPx);
    let y = topPx + Math.max(0, (room - whole) / 2);
    for (const one of column) {
      one.y = y;
      y += one.height + gapPx;
    }
  }
}

function links(drawn: readonly Drawn[], scale: number, xOf: (node: Node) => number, backTop: number): string[] {
  const leaves = new Map<Node, number>();
  const enters = new Map<Node, number>();
  let below = backTop;
  return [...drawn]
    .sort((a, b) => a.source.layer - b.source.layer || a.target.y - b.target.y)
    .map((link) => {
      const { source, target, kgPerH } = link;
      const width = Math.max(0.8, scale * kgPerH);
      const y1 = source.y + (leaves.get(source) ?? 0) + width / 2;
      const y2 = target.y + (enters.get(target) ?? 0) + width / 2;
      leaves.set(source, (leaves.get(source) ?? 0) + width);
      enters.set(target, (enters.get(target) ?? 0) + width);
      const x1 = xOf(source) + nodePx;
      const x2 = xOf(target);
      const isBack = target.layer <= source.layer;
      const middle = (x1 + x2) / 2;
      const y = below + width / 2;
      if (isBack) below += width + lanePx;
      const turn = 16 + width / 2;
      const d = isBack
        ? `M${x1} ${y1}C${x1 + turn} ${y1} ${x1 + turn} ${y} ${x1} ${y}L${x2} ${y}C${x2 - turn} ${y} ${x2 - turn} ${y2} ${x2} ${y2}`
        : `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
      return titled(
        `${link.stream}: ${formatQuantity(kgPerH)} kg/h`,
        element("path", {
          d,
          fill: "none",
          stroke: isBack ? colour.imports : colour.accent,
          "stroke-opacity": 0.42,
          "stroke-width": width,
        }),
      );
    });
}

function nodeMark(one: Node, x: number, letters: number): string {
  const { y, height, kind, words } = one;
  const amount = formatQuantity(Math.max(one.in, one.out));
  const halo = { "paint-order": "stroke", stroke: colour.surface, "stroke-width": 3 };
  const most = kind === "unit" ? letters : 15;
  const short = words.length <= most ? words : `${words.slice(0, Math.max(1, most - 1))}…`;
  const box = element("rect", {
    x,
    y,
    width: nodePx,
    height,
    fill: kind === "unit" ? colour.ink : colour.muted,
  });
  const label =
    kind === "unit"
      ? text(short, x + nodePx / 2, y - 5, { "font-size": 10.5, "text-anchor": "middle", ...halo })
      : kind === "feed"
        ? text(short, x - 4, y + height / 2, { "font-size": 10.5, "text-anchor": "end", ...halo }) +
          text(amount, x - 4, y + height / 2 + 11, {
            "font-size": 10,
            "text-anchor": "end",
            fill: colour.muted,
            ...halo,
          })
        : text(short, x + nodePx + 4, y + height / 2, { "font-size": 10.5, ...halo }) +
          text(amount, x + nodePx + 4, y + height / 2 + 11, { "font-size": 10, fill: colour.muted, ...halo });
  return titled(`${words}: ${amount} kg/h`, box + label);
}
