import type { StyleSpecification } from "maplibre-gl";
import type { Topology } from "topojson-specification";
import { feature, mesh } from "topojson-client";
import countriesUrl from "world-atlas/countries-110m.json?url";
import fineCountriesUrl from "world-atlas/countries-50m.json?url";
import statesUrl from "us-atlas/states-10m.json?url";

/** Colours of the base map in one scheme. */
export interface MapColours {
  readonly sea: string;
  readonly land: string;
  readonly foreign: string;
  readonly line: string;
  readonly faint: string;
  readonly label: string;
  readonly halo: string;
}

export const mapColours: Readonly<Record<"light" | "dark", MapColours>> = {
  light: {
    sea: "#e6ebeb",
    land: "#fbf9f3",
    foreign: "#efece3",
    line: "#b3ab9a",
    faint: "#dfd9cb",
    label: "#5d6670",
    halo: "#fbf9f3",
  },
  dark: {
    sea: "#0c1318",
    land: "#1c2730",
    foreign: "#151d24",
    line: "#4b5a66",
    faint: "#2b3843",
    label: "#9aa7b1",
    halo: "#131b22",
  },
};

/** A style without any source: everything is added from files of this origin, so no tile, glyph or sprite server is asked. */
export function emptyStyle(colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: "sea", type: "background", paint: { "background-color": colours.sea } }],
  };
}

async function topology(url: string): Promise<Topology> {
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`base map file ${url} is not there (status ${response.status}); build the app again`);
  return (await response.json()) as Topology;
}

/** Land, country and state outlines and the names of states, as GeoJSON. */
export async function loadBaseMap() {
  const [world, us] = await Promise.all([topology(countriesUrl), topology(statesUrl)]);
  const countries = world.objects["countries"];
  const states = us.objects["states"];
  if (!countries || !states) throw new Error("the base map files lack the objects countries or states");
  return {
    countries: unwrapped(withoutAntarctica(feature(world, countries))),
    borders: unwrapped(mesh(world, countries as Parameters<typeof mesh>[1])),
    states: unwrapped(feature(us, states)),
    stateLines: mesh(us, states as Parameters<typeof mesh>[1], (a, b) => a !== b),
  };
}

/** Country outlines in more detail; fetched once the map stands. */
export async function loadFineCountries() {
  const world = await topology(fineCountriesUrl);
  const countries = world.objects["countries"];
  if (!countries) throw new Error("the base map file lacks the object countries");
  return {
    countries: unwrapped(withoutAntarctica(feature(world, countries))),
    borders: unwrapped(mesh(world, countries as Parameters<typeof mesh>[1])),
  };
}

/** County outlines of the United States; fetched when the reader is close enough to see them. */
export async function loadCounties() {
  const { default: url } = await import("us-atlas/counties-10m.json?url");
  const us = await topology(url);
  const counties = us.objects["counties"];
  if (!counties) throw new Error("the base map file lacks the object counties");
  return mesh(us, counties as Parameters<typeof mesh>[1], (a, b) => a !== b);
}

/** The outlines are stitched across 180 degrees; a polygon around the pole cannot be drawn on this projection. */
function withoutAntarctica(data: GeoJSON.GeoJSON): GeoJSON.GeoJSON {
  if (data.type !== "FeatureCollection") return data;
  return { ...data, features: data.features.filter((item) => item.properties?.["name"] !== "Antarctica") };
}

/** The same outlines with each line continuous in longitude: past 180 it goes on to 181 instead of back to -179. */
function unwrapped<T extends GeoJSON.GeoJSON>(data: T): T {
  const line = (positions: GeoJSON.Position[]) => {
    let turn = 0;
    let before = positions[0]?.[0] ?? 0;
    return positions.map(([lon = 0, lat = 0]) => {
      if (lon - before > 180) turn -= 360;
      else if (lon - before < -180) turn += 360;
      before = lon;
      return [lon + turn, lat];
    });
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const isLine = Array.isArray(value[0]) && typeof value[0][0] === "number";
      return isLine ? line(value as GeoJSON.Position[]) : value.map(walk);
    }
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, key === "properties" ? part : walk(part)]),
    );
  };
  return walk(data) as T;
}
