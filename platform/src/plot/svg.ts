/** Colours of every plot: a CSS variable that the page may set (light, dark), with a fallback that prints well on white. */
export const colour = {
  ink: "var(--plot-ink, #1a2530)",
  muted: "var(--plot-muted, #55606b)",
  grid: "var(--plot-grid, #e2dfd7)",
  surface: "var(--plot-surface, #ffffff)",
  accent: "var(--plot-accent, #0b5566)",
  accentSoft: "var(--plot-accent-soft, #b9d5da)",
  imports: "var(--plot-imports, #b2480f)",
  crust: "var(--plot-crust, #6b6257)",
  land: "var(--plot-land, #eeebe3)",
  border: "var(--plot-border, #b9b3a6)",
} as const;

/** Plain attributes of an SVG element; numbers are written with two decimals at most. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Size and words that every plot needs; pixels are CSS pixels at a scale of one. */
export interface PlotOptions {
  readonly widthPx: number;
  /** Short name of the picture, read by screen readers. */
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly desc: string;
}

/** Text made safe for XML content and attribute values; characters that XML 1.0 forbids are dropped. */
export function escapeXml(text: string): string {
  let safe = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isForbidden =
      (code < 32 && code !== 9 && code !== 10 && code !== 13) ||
      (code >= 0xd800 && code < 0xe000) ||
      code === 0xfffe ||
      code === 0xffff;
    if (!isForbidden) safe += entities.get(character) ?? character;
  }
  return safe;
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** One element; `content` is markup already escaped. */
export function element(name: string, attributes: Attributes, content = ""): string {
  let written = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined)
      written += ` ${key}="${typeof value === "number" ? shortNumber(value) : escapeXml(value)}"`;
  }
  return content === "" ? `${written}/>` : `${written}>${content}</${name}>`;
}

/** A text element; the words are escaped here. */
export function text(words: string, x: number, y: number, attributes: Attributes = {}): string {
  return element("text", { x, y, fill: colour.ink, "font-size": 12, ...attributes }, escapeXml(words));
}

/** A group whose `<title>` is shown on hover and read aloud. */
export function titled(words: string, content: string): string {
  return `<g><title>${escapeXml(words)}</title>${content}</g>`;
}

/**
 * A whole picture with name, description and viewBox; fonts and colours come from the page where it has them.
 * @param heightPx height of the drawing in CSS pixels
 * @throws {RangeError} width or height is not a positive finite number
 */
export function svgDocument(options: PlotOptions, heightPx: number, content: readonly string[]): string {
  const { widthPx, title, desc } = options;
  if (!(widthPx > 0 && heightPx > 0 && Number.isFinite(widthPx) && Number.isFinite(heightPx)))
    throw new RangeError(`a plot needs a positive size, got ${widthPx} x ${heightPx} px`);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${shortNumber(widthPx)} ${shortNumber(heightPx)}`,
      width: widthPx,
      height: heightPx,
      role: "img",
      "font-family": fontFamily,
    },
    `<title>${escapeXml(title)}</title><desc>${escapeXml(desc)}</desc>${content.join("")}`,
  );
}

const fontFamily = "var(--plot-font, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans Condensed', Arial, sans-serif)";

/** The same picture with every CSS variable replaced by its fallback, for programs that know no variables. */
export function withoutVariables(svg: string): string {
  return svg.replaceAll(/var\(--[\w-]+, ([^)]*)\)/g, "$1");
}

/** Words cut to fit a width; 0.56 of the font size is the mean advance of the sans-serif faces in use. */
export function fitText(words: string, widthPx: number, fontSizePx = 12): string {
  const characters = Math.floor(widthPx / (fontSizePx * 0.56));
  return words.length <= characters ? words : `${words.slice(0, Math.max(1, characters - 1)).trimEnd()}…`;
}

function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}
