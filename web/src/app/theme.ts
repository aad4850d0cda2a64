import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Petrol: the one accent. Shade 8 on paper and shade 3 on slate both pass 4.5:1 as text and as button ground. */
const petrol: MantineColorsTuple = [
  "#e8f4f6",
  "#cfe5e9",
  "#a3cfd7",
  "#7cc0cc",
  "#4ea3b2",
  "#2b8596",
  "#17707f",
  "#0f6272",
  "#0b5566",
  "#073f4d",
];

const slate: MantineColorsTuple = [
  "#e7eaec",
  "#c3cad0",
  "#a7b1b9",
  "#7f8b95",
  "#3a4650",
  "#2b3640",
  "#1d2730",
  "#131b22",
  "#0e151b",
  "#090e12",
];

/** Sans for figures and controls, an old-style serif for headings; only faces that systems carry. */
const sans =
  "'Inter', 'Segoe UI Variable Text', 'Segoe UI', -apple-system, Roboto, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans Condensed', Arial, sans-serif";
const serif =
  "'Iowan Old Style', Charter, 'Bitstream Charter', 'Sitka Text', 'Palatino Linotype', 'Noto Serif', 'DejaVu Serif Condensed', Georgia, serif";

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { petrol, dark: slate },
  fontFamily: sans,
  headings: { fontFamily: serif, fontWeight: "600" },
  defaultRadius: 3,
  cursorType: "pointer",
  focusRing: "auto",
  // Named, so that the style sheet can tell filled buttons by their attribute.
  components: { Button: { defaultProps: { variant: "filled" } } },
});
