import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Topology, topologyRings } from "../plot/topology.ts";
import type { StateRings } from "./document.ts";

/**
 * Outlines of the US states for the map of the printed report, in the 975 x 610 coordinates of the us-atlas package
 * (US Census Bureau cartographic boundaries, public domain).
 */
export async function stateOutlines(): Promise<StateRings> {
  const file = createRequire(import.meta.url).resolve("us-atlas/states-albers-10m.json");
  return topologyRings(JSON.parse(await readFile(file, "utf8")) as Topology, "states");
}
