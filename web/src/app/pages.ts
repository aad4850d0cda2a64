/** The pages in the order of the masthead. */
export const pages = [
  { to: "/", label: "Map" },
  { to: "/elements", label: "Elements" },
  { to: "/mines", label: "Mines" },
  { to: "/bodies", label: "Bodies" },
  { to: "/sites", label: "Sites" },
  { to: "/economics", label: "Economics" },
  { to: "/process", label: "Process" },
  { to: "/claims", label: "Claims" },
  { to: "/compare", label: "Compare" },
  { to: "/data", label: "Data" },
] as const;

/** Pages whose numbers come from a computation of their own, not from the screening run. */
const ownNumbers: readonly string[] = ["/bodies", "/sites", "/economics", "/process"];

/** Whether a page shows numbers of the screening run, whose evidence and draws the masthead tells. */
export function isOfScreening(path: string): boolean {
  return !ownNumbers.includes(`/${path.split("/")[1] ?? ""}`);
}
