/** Colour maps whose steps look equal, also to colour-blind readers: 17 stops each, joined by straight lines in sRGB. */
export const colourMaps = {
  // Viridis, Smith and van der Walt (2015), CC0.
  viridis: [
    "#440154",
    "#481a6c",
    "#472f7d",
    "#414487",
    "#39568c",
    "#31688e",
    "#2a788e",
    "#23888e",
    "#1f988b",
    "#22a884",
    "#35b779",
    "#54c568",
    "#7ad151",
    "#a5db36",
    "#d2e21b",
    "#ece51b",
    "#fde725",
  ],
  // Cividis, Nunez, Anderton and Renslow (2018), PLoS ONE 13, e0199239.
  cividis: [
    "#00204d",
    "#002a64",
    "#0b346e",
    "#2b3f6c",
    "#3c4a6b",
    "#4a556c",
    "#575f6d",
    "#646a70",
    "#707575",
    "#7d7f78",
    "#8b8b79",
    "#999777",
    "#a8a373",
    "#b8b06d",
    "#c8bd64",
    "#dacb57",
    "#ffea46",
  ],
} as const;
export type ColourMap = keyof typeof colourMaps;

/** Categories: Okabe and Ito (2008), Color Universal Design, in an order that keeps neighbours apart. */
export const categoryColours = [
  "#9a9a9a",
  "#e69f00",
  "#56b4e9",
  "#009e73",
  "#f0e442",
  "#0072b2",
  "#d55e00",
  "#cc79a7",
] as const;

export type Rgb = readonly [number, number, number];

export function rgbOf(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Where a value lies between the ends of a scale, 0 to 1; values outside are put at the ends, NaN stays. */
export function placeOf(value: number, [low, high]: readonly [number, number], isLog: boolean): number {
  const place = isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, place));
}

/** Colour at a place from 0 to 1. */
export function colourAt(map: ColourMap, place: number): Rgb {
  const stops = colourMaps[map];
  const at = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(at));
  const a = rgbOf(stops[below] ?? stops[0]);
  const b = rgbOf(stops[below + 1] ?? stops[0]);
  const mix = (c: 0 | 1 | 2) => Math.round(a[c] + (b[c] - a[c]) * (at - below));
  return [mix(0), mix(1), mix(2)];
}

/** The map as a CSS gradient from left to right. */
export function gradientOf(map: ColourMap): string {
  return `linear-gradient(to right, ${colourMaps[map].join(", ")})`;
}

/** 256 colours as octets red, green, blue, opaque. */
export function colourTable(map: ColourMap): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(1024);
  for (let i = 0; i < 256; i++) table.set([...colourAt(map, i / 255), 255], 4 * i);
  return table;
}

/** Ends of a scale that a few extreme values do not stretch: the 2nd and 98th percentile, widened where they are equal. */
export function robustRange(values: Float32Array): [number, number] {
  const step = Math.max(1, Math.floor(values.length / 100_000));
  const sorted: number[] = [];
  for (let i = 0; i < values.length; i += step) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) sorted.push(value);
  }
  if (sorted.length === 0) return [0, 1];
  sorted.sort((a, b) => a - b);
  const at = (p: number) => sorted[Math.round(p * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.02), at(0.98)];
  if (high > low) return [low, high];
  const [least, most] = [at(0), at(1)];
  return most > least
    ? [least, most]
    : [least - 0.5 * Math.max(1, Math.abs(least)), least + 0.5 * Math.max(1, Math.abs(least))];
}
