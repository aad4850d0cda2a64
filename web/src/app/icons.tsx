import type { ReactElement } from "react";

function icon(path: string): ReactElement {
  return (
    <svg
      viewBox="0 0 24 24"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}

/** Line icons, drawn for this app. */
export const navIcons = {
  Map: icon(
    "M12 21s6.5-6.2 6.5-11.2A6.5 6.5 0 0 0 5.5 9.800C5.500 14.800 12 21 12 21ZM12 12a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400",
  ),
  Elements: icon("M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z"),
  Mines: icon("M3 20h18M5 20l5-12 3 6 2-3 4 9M10 8l1.500-3.500"),
  Bodies: icon("M12 3l8 4.500v9L12 21l-8-4.500v-9zM12 12l8-4.500M12 12v9M12 12L4 7.500"),
  Sites: icon("M4 19c4-1 3-6 7-7s4-5 9-7M4 19h.01M11 12h.01M20 5h.01M17.500 5H20v2.500"),
  Economics: icon("M4 20h16M6 20v-6M11 20V9M16 20v-9M4 8l5-4 5 3 6-4"),
  Process: icon("M3 5h6v5H3zM15 14h6v5h-6zM9 7.500h5.500a2 2 0 0 1 2 2V14M3 16.500h12"),
  Claims: icon("M5 4h14v16H5zM8.500 9l1.500 1.500 3-3M8.500 15.500h7"),
  Compare: icon("M7 4v16M17 4v16M7 8h4M17 8h-4M7 15h6M17 15h-2"),
  Data: icon(
    "M12 4c4.400 0 8 1.300 8 3s-3.600 3-8 3-8-1.300-8-3 3.600-3 8-3ZM4 7v10c0 1.700 3.600 3 8 3s8-1.300 8-3V7M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3",
  ),
  Sun: icon(
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  ),
  Moon: icon("M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z"),
  More: icon("M5 12h.01M12 12h.01M19 12h.01"),
  Up: icon("M12 19V5M6 11l6-6 6 6"),
  Down: icon("M12 5v14M6 13l6 6 6-6"),
} as const;
