import "maplibre-gl/dist/maplibre-gl.css";
import { useComputedColorScheme } from "@mantine/core";
import { type AddLayerObject, type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef, useState } from "react";
import { emptyStyle, loadBaseMap, loadCounties, loadFineCountries, mapColours } from "./baseMap.ts";
import { type MineMark, mineFill } from "./mineMarks.ts";
import { statePlaces } from "./statePlaces.ts";

setWorkerUrl(workerUrl);

interface MineMapProps {
  readonly marks: readonly MineMark[];
  readonly selected: string | null;
  readonly onSelect: (mine: string | null) => void;
  readonly onHover: (mine: string | null) => void;
  readonly radiusPx: (value: number) => number;
}

const views = {
  states: { name: "Lower 48", bounds: [-125.2, 24.2, -66.6, 49.8] },
  alaska: { name: "Alaska", bounds: [-170, 54, -129.5, 71.6] },
} as const;
const countyZoom = 5;
const redrawDelayMs = 60;

/** Mines on an offline vector base map. The list beside the map holds the same for keyboard and screen reader. */
export function MineMap({ marks, selected, onSelect, onHover, radiusPx }: MineMapProps) {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapLibre | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const handlers = useRef({ onSelect, onHover });
  handlers.current = { onSelect, onHover };

  useEffect(() => {
    if (box.current === null) return;
    let isOpen = true;
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: box.current,
        style: emptyStyle(mapColours[scheme]),
        bounds: [...views.states.bounds],
        fitBoundsOptions: { padding: 8 },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxZoom: 9,
        minZoom: 1.4,
        fadeDuration: 0,
      });
    } catch {
      setFailure("This browser cannot draw the map (no WebGL). The list shows the same mines.");
      return;
    }
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.touchZoomRotate.disableRotation();
    const files = loadBaseMap();
    made.once("load", () => {
      if (!isOpen) return;
      addMines(made, scheme);
      watch(made, handlers);
      setMap(made);
      files
        .then((base) => {
          if (!isOpen) return;
          addBase(made, base, scheme);
          // The finer outlines are a refinement: without them the map stands as it is.
          made.once("idle", () => void refine(made, () => isOpen).catch(() => undefined));
        })
        .catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    });
    return () => {
      isOpen = false;
      setMap(null);
      made.remove();
    };
  }, [scheme]);

  useEffect(() => {
    if (map === null) return;
    // Numbers first, then the picture: redrawing keeps the page busy, and quick changes become one.
    const timer = setTimeout(() => setMines(map, marks, selected, radiusPx, box.current), redrawDelayMs);
    return () => clearTimeout(timer);
  }, [map, marks, selected, radiusPx]);

  useEffect(() => {
    const mine = marks.find((mark) => mark.mine.id === selected)?.mine;
    if (map === null || mine === undefined) return;
    if (!map.getBounds().contains([mine.lon, mine.lat])) map.easeTo({ center: [mine.lon, mine.lat], duration: 400 });
    // Only a new choice moves the map, not new numbers.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [map, selected]);

  return (
    <div className="map-box">
      {/* The canvas takes arrow keys and plus and minus; the choice of a mine by keyboard is in the list. */}
      <div ref={box} className="map-canvas" data-testid="map" />
      {failure !== null && <p className="map-failure">{failure}</p>}
      <div className="map-views">
        {Object.values(views).map(({ name, bounds }) => (
          <button key={name} type="button" onClick={() => map?.fitBounds([...bounds], { padding: 8, duration: 500 })}>
            {name} ({marks.filter(({ mine }) => isWithin(mine, bounds)).length})
          </button>
        ))}
      </div>
    </div>
  );
}

function setMines(
  map: MapLibre,
  marks: readonly MineMark[],
  selected: string | null,
  radiusPx: (value: number) => number,
  box: HTMLElement | null,
): void {
  void map.getSource<GeoJSONSource>("mines")?.setData({
    type: "FeatureCollection",
    features: marks.map(({ mine, value }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [mine.lon, mine.lat] },
      properties: {
        id: mine.id,
        name: mine.name,
        fill: mineFill(mine.mainCommodity),
        radius: value === null ? 3 : radiusPx(value),
        isSelected: mine.id === selected,
      },
    })),
  });
  if (box) box.dataset["marks"] = String(marks.length);
}

async function refine(map: MapLibre, isOpen: () => boolean): Promise<void> {
  const fine = await loadFineCountries();
  if (!isOpen()) return;
  await map.getSource<GeoJSONSource>("countries")?.setData(fine.countries);
  await map.getSource<GeoJSONSource>("borders")?.setData(fine.borders);
}

function isWithin(
  place: { lon: number; lat: number },
  [west, south, east, north]: readonly [number, number, number, number],
) {
  return place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north;
}

function addBase(map: MapLibre, base: Awaited<ReturnType<typeof loadBaseMap>>, scheme: "light" | "dark"): void {
  const colours = mapColours[scheme];
  const source = (id: string, data: GeoJSON.GeoJSON) => map.addSource(id, { type: "geojson", data, tolerance: 0.4 });
  const layer = (added: AddLayerObject) => map.addLayer(added, "mines");
  source("countries", base.countries);
  source("borders", base.borders);
  source("states", base.states);
  source("state-lines", base.stateLines);
  layer({ id: "countries", type: "fill", source: "countries", paint: { "fill-color": colours.foreign } });
  layer({ id: "states", type: "fill", source: "states", paint: { "fill-color": colours.land } });
  layer({
    id: "borders",
    type: "line",
    source: "borders",
    paint: { "line-color": colours.faint, "line-width": 0.8 },
  });
  layer({
    id: "state-lines",
    type: "line",
    source: "state-lines",
    paint: { "line-color": colours.line, "line-width": 0.7 },
  });
  map.addSource("state-names", { type: "geojson", data: statePlaces });
  layer({
    id: "state-names",
    type: "symbol",
    source: "state-names",
    minzoom: 2.6,
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["sans-serif"],
      "text-size": 11,
      "text-letter-spacing": 0.04,
    },
    paint: { "text-color": colours.label, "text-halo-color": colours.halo, "text-halo-width": 1 },
  });
  let isAsked = false;
  map.on("zoomend", () => {
    if (isAsked || map.getZoom() < countyZoom) return;
    isAsked = true;
    void loadCounties().then((counties) => {
      if (map.getSource("counties")) return;
      map.addSource("counties", { type: "geojson", data: counties });
      map.addLayer(
        {
          id: "counties",
          type: "line",
          source: "counties",
          minzoom: countyZoom,
          paint: { "line-color": colours.faint, "line-width": 0.6 },
        },
        "state-lines",
      );
    });
  });
}

function addMines(map: MapLibre, scheme: "light" | "dark"): void {
  map.addSource("mines", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "mines",
    type: "circle",
    source: "mines",
    paint: {
      "circle-radius": ["get", "radius"],
      "circle-color": ["get", "fill"],
      "circle-opacity": 0.68,
      "circle-stroke-color": [
        "case",
        ["get", "isSelected"],
        scheme === "dark" ? "#ffffff" : "#101820",
        scheme === "dark" ? "#0f161c" : "#fffdf9",
      ],
      "circle-stroke-width": ["case", ["boolean", ["get", "isSelected"], false], 3, 1],
    },
  });
}

function watch(map: MapLibre, handlers: { readonly current: Pick<MineMapProps, "onSelect" | "onHover"> }): void {
  map.on("click", (event) => {
    const near: [[number, number], [number, number]] = [
      [event.point.x - 8, event.point.y - 8],
      [event.point.x + 8, event.point.y + 8],
    ];
    const found = map.queryRenderedFeatures(near, { layers: ["mines"] });
    // Of several circles under a finger the smallest is meant: it is drawn on top of nothing.
    const smallest = found.sort((a, b) => Number(a.properties["radius"]) - Number(b.properties["radius"]))[0];
    handlers.current.onSelect(smallest ? String(smallest.properties["id"]) : null);
  });
  map.on("mousemove", "mines", (event) => {
    map.getCanvas().style.cursor = "pointer";
    handlers.current.onHover(String(event.features?.at(-1)?.properties["id"] ?? ""));
  });
  map.on("mouseleave", "mines", () => {
    map.getCanvas().style.cursor = "";
    handlers.current.onHover(null);
  });
}
