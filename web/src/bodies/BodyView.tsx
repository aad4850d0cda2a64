import { Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { worldOfGrid } from "@relode/core/resource";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { BodyScene, Layer } from "../bodyScene/BodyScene.ts";
import { robustRange } from "../bodyScene/colourScale.ts";
import type { Section } from "../bodyScene/pickBlock.ts";
import { boundsOf } from "../bodyScene/sceneBounds.ts";
import { PageError } from "../parts/States.tsx";
import { formatQuantity } from "../parts/words.ts";
import { bestPlaces, planColumnWords } from "../bodyPlans/planDocuments.ts";
import { planQuery, plansQuery } from "../bodyPlans/planQueries.ts";
import { BlockNumbers } from "./BlockNumbers.tsx";
import { BlockPanel } from "./BlockPanel.tsx";
import type { BodyDocument, BodyHoles, BodySurface, Position } from "./bodyDocuments.ts";
import type { BodySearch } from "./bodySearch.ts";
import { blockQuery, columnQuery, holesQuery, surfacesQuery } from "./bodyQueries.ts";
import {
  type ColourChoice,
  colourOptions,
  gradeColumn,
  planChoice,
  readChoice,
  scaleOf,
  unitWords,
  variableWords,
} from "./colourChoice.ts";
import { holePieces, proposedPieces } from "./holePieces.ts";
import { HolePanel } from "./HolePanel.tsx";
import { Legend } from "./Legend.tsx";
import { Player } from "./Player.tsx";
import { CutoffControl, LayerControl, SectionControl, startExaggeration, ViewButtons } from "./SceneControls.tsx";
import { shownBlocks } from "./shownBlocks.ts";
import { ShownTable } from "./ShownTable.tsx";
import { useColouring } from "./useColouring.ts";

const BodyCanvas = lazy(async () => ({ default: (await import("../bodyScene/BodyCanvas.tsx")).BodyCanvas }));

interface BodyViewProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly variable: string;
  readonly cutoff: number | null;
  readonly onCutoff: (cutoff: number | null) => void;
  /** From the address, so that a link shows the same. */
  readonly colour: string | null;
  readonly hole: string | null;
  readonly onSearch: (change: { [K in keyof BodySearch]?: BodySearch[K] | undefined }) => void;
}

/** Holes and surfaces first: the frame of the picture is drawn around all of them. */
export function BodyView(props: BodyViewProps) {
  const holes = useQuery({ ...holesQuery(props.id), retry: false });
  const surfaces = useQuery({ ...surfacesQuery(props.id), retry: false });
  if (holes.isPending || surfaces.isPending)
    return <div className="scene scene-waiting panel">Fetching holes and surfaces</div>;
  return (
    <Scene {...props} holes={holes.data ?? noHoles} surfaces={surfaces.data ?? noSurfaces}>
      {(holes.error ?? surfaces.error) !== null && (
        <p className="muted small" role="status">
          Left out: {(holes.error ?? surfaces.error)?.message}
        </p>
      )}
    </Scene>
  );
}

const noHoles: BodyHoles = { holes: [], composites: [] };
const noSurfaces: readonly BodySurface[] = [];
const allLayers: Readonly<Record<Layer, boolean>> = { blocks: true, holes: true, surfaces: true, proposed: true };
const nothing = { index: -1, hole: null };

interface SceneProps extends BodyViewProps {
  readonly holes: BodyHoles;
  readonly surfaces: readonly BodySurface[];
  readonly children: React.ReactNode;
}

function Scene(props: SceneProps) {
  const { id, document, variable, cutoff, onCutoff, holes, surfaces, children, colour, hole, onSearch } = props;
  const { grid } = document;
  const bounds = useMemo(() => boundsOf(corners(document, holes)), [document, holes]);
  const [scene, setScene] = useState<BodyScene | null>(null);
  const [k, setK] = useState(0);
  const [wantsLog, setLog] = useState(false);
  const [follows, setFollows] = useState(false);
  const [section, setSection] = useState<Section>({ from: [0, 0, 0], to: grid.count });
  const [layers, setLayers] = useState<Record<Layer, boolean>>(allLayers);
  const [exaggeration, setExaggeration] = useState(() =>
    startExaggeration(2 * bounds.radiusM, bounds.high[2] - bounds.low[2]),
  );
  const [picked, setPicked] = useState<number | null>(null);
  const [hovered, setHovered] = useState<{ readonly index: number; readonly hole: string | null }>(nothing);

  const grade = gradeColumn(document, variable);
  const plans = useQuery({ ...plansQuery(id), retry: false });
  const options = useMemo(() => {
    const planned = (plans.data ?? []).flatMap(({ plan, columns }) =>
      columns.map((column) => ({ value: planChoice(plan, column), label: planColumnWords(plan, column) })),
    );
    return colourOptions(document, variable, planned);
  }, [document, variable, plans.data]);
  const hasProposals = plans.data?.some(({ plan, isMade }) => plan === "next-hole" && isMade) === true;
  const nextHoles = useQuery({ ...planQuery(id, "next-hole"), enabled: hasProposals, retry: false });
  const proposals = useMemo(
    () => (nextHoles.data ? proposedPieces(document.grid, bestPlaces(nextHoles.data.result)) : []),
    [document, nextHoles.data],
  );
  const chosen = options.find(({ value }) => value === colour)?.value ?? `column:${grade?.name ?? ""}`;
  const choice: ColourChoice = useMemo(() => readChoice(chosen), [chosen]);
  const gradeValues = useQuery({ ...columnQuery(id, grade?.name ?? ""), enabled: grade !== null });
  const slow = useDeferredValue(cutoff);
  const colouring = useColouring(id, document, variable, choice, k, cutoff, wantsLog);
  const { coloured } = colouring;
  const unit = unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? grade?.unit ?? "");
  const range = useMemo(
    () => (gradeValues.data ? widened(robustRange(gradeValues.data)) : ([0, 1] as const)),
    [gradeValues.data],
  );
  const holeScale = useMemo(
    () => (gradeValues.data ? scaleOf(gradeValues.data, "grade", wantsLog) : null),
    [gradeValues.data, wantsLog],
  );
  const isRealisation = choice.by === "realisation";
  const basis = follows && isRealisation && coloured ? coloured.values : gradeValues.data;
  const shown = useMemo(() => (basis ? shownBlocks(basis, slow) : null), [basis, slow]);

  useEffect(() => {
    if (scene && shown) scene.setShown(shown);
  }, [scene, shown]);
  useEffect(() => {
    if (scene && coloured) scene.setValues(coloured.values, coloured.scale);
  }, [scene, coloured]);
  useEffect(() => scene?.setSection(section), [scene, section]);
  useEffect(() => scene?.setExaggeration(exaggeration), [scene, exaggeration]);
  useEffect(() => scene?.setSurfaces(surfaces), [scene, surfaces]);
  useEffect(() => {
    if (scene && holeScale) scene.setHoles(holePieces(holes, variable), holeScale);
  }, [scene, holes, variable, holeScale]);
  useEffect(() => {
    const most = Math.max(1, ...proposals.flatMap(({ pieces }) => pieces.map(({ value }) => value)));
    scene?.setProposed(proposals, { map: "cividis", range: [0, most], isLog: false, isCategory: false });
  }, [scene, proposals]);
  useEffect(() => {
    for (const layer of ["blocks", "holes", "surfaces", "proposed"] as const) scene?.setLayer(layer, layers[layer]);
  }, [scene, layers, gradeValues.data, proposals]);
  useEffect(() => {
    const all = [...holes.holes, ...proposals];
    scene?.setPickedHole(all.find((one) => one.hole === hole)?.path ?? null);
  }, [scene, holes, proposals, hole]);
  const block = useQuery({ ...blockQuery(id, picked ?? 0, variable), enabled: picked !== null });
  const samples = block.data?.index === picked ? block.data?.estimate?.samples : undefined;
  useEffect(() => {
    const weighty = samples?.filter(({ weight }) => Math.abs(weight) >= 0.001) ?? [];
    scene?.setPicked(picked === null ? null : { index: picked, samples: weighty });
  }, [scene, picked, samples]);
  const pick = useCallback((index: number) => setPicked(index < 0 ? null : index), []);

  if (grade === null)
    return <p className="panel">No column holds an estimate of {variable}, so nothing can be drawn.</p>;
  if (gradeValues.error) return <PageError error={gradeValues.error} />;
  const hoveredValue = coloured && hovered.index >= 0 ? coloured.values[hovered.index] : undefined;
  const proposed = proposals.find((one) => one.hole === (hovered.hole ?? hole));
  return (
    <div className="body-layout">
      <div className="scene-frame">
        <div className="scene-box">
          <Suspense fallback={<div className="scene scene-waiting">Drawing the body</div>}>
            <BodyCanvas
              grid={grid}
              bounds={bounds}
              label={`${document.name} in three dimensions`}
              onReady={setScene}
              onPick={pick}
              onPickHole={(name) => onSearch({ hole: name })}
              onHover={(index, name) => setHovered({ index, hole: name })}
            />
          </Suspense>
          <ViewButtons onView={(view) => scene?.view(view)} />
          <output className="scene-readout" aria-hidden="true">
            {proposed?.words ??
              hovered.hole ??
              (hoveredValue !== undefined &&
                (Number.isNaN(hoveredValue)
                  ? "no value"
                  : (coloured?.categories?.[hoveredValue] ??
                    `${formatQuantity(hoveredValue)} ${coloured?.unit ?? ""}`)))}
          </output>
        </div>
        {proposals.length > 0 && layers.proposed && (
          <p className="small scene-note scene-proposals">
            Thick posts: proposed next holes, yellow where worth most.{" "}
            {proposals.slice(0, 3).map(({ hole: name, words }) => (
              <button key={name} type="button" className="link-button" onClick={() => onSearch({ hole: name })}>
                {words}
              </button>
            ))}
          </p>
        )}
        {coloured ? <Legend coloured={coloured} /> : <div className="scene-legend">Fetching values</div>}
        {colouring.progress !== null && (
          <p className="small scene-note" role="status">
            Counting realisations: {Math.round(100 * colouring.progress)} %
          </p>
        )}
        {colouring.error !== null && (
          <p className="small scene-note" role="alert">
            {colouring.error.message}
          </p>
        )}
        {isRealisation && (
          <Player id={id} variable={variable} count={document.realisations} k={k} drawn={colouring.k} onK={setK} />
        )}
        {children}
      </div>
      <div className="stack body-side">
        <div className="panel scene-controls">
          <Select
            label="Colour by"
            allowDeselect={false}
            value={chosen}
            data={options}
            maxDropdownHeight={340}
            onChange={(value) => {
              onSearch({ colour: value ?? undefined });
              if (value === "probability" && cutoff === null)
                onCutoff(Number(((range[0] + range[1]) / 2).toPrecision(2)));
            }}
          />
          <CutoffControl
            label={`Hide below, ${variableWords(variable)}`}
            unit={unit}
            range={range}
            value={cutoff}
            onChange={onCutoff}
          />
          {isRealisation && (
            <Switch
              size="sm"
              label="Cut by the realisation instead of the estimate"
              checked={follows}
              onChange={(event) => setFollows(event.currentTarget.checked)}
            />
          )}
          <SectionControl count={grid.count} sizeM={grid.sizeM} section={section} onChange={setSection} />
          <LayerControl
            layers={layers}
            hasProposals={proposals.length > 0}
            onLayer={(layer, isVisible) => setLayers((old) => ({ ...old, [layer]: isVisible }))}
            exaggeration={exaggeration}
            onExaggeration={setExaggeration}
          />
          <Switch
            size="sm"
            label="Logarithmic colours"
            checked={wantsLog}
            onChange={(event) => setLog(event.currentTarget.checked)}
          />
        </div>
        {shown && gradeValues.data && (
          <ShownTable
            id={id}
            document={document}
            variable={variable}
            shown={shown}
            section={section}
            grade={gradeValues.data}
            cutoff={slow}
          />
        )}
        <HolePanel
          document={document}
          holes={holes}
          variable={variable}
          chosen={proposals.some((one) => one.hole === hole) ? null : hole}
          scale={holeScale}
          onChoose={(name) => onSearch({ hole: name ?? undefined })}
          onBlock={pick}
        />
        <section className="panel" aria-label="Block">
          <h2>Block</h2>
          <BlockNumbers count={grid.count} picked={picked} onPick={pick} />
          {picked === null ? (
            <p className="muted small">
              Click a block in the picture, or give its numbers, to see its values and the samples behind them.
            </p>
          ) : (
            <BlockPanel
              id={id}
              document={document}
              variable={variable}
              index={picked}
              onHole={(name) => onSearch({ hole: name })}
            />
          )}
        </section>
      </div>
    </div>
  );
}

function corners({ grid }: BodyDocument, { holes }: BodyHoles): Position[] {
  const end = grid.count.map((n, axis) => n * (grid.sizeM[axis] ?? 1));
  const box = [0, 1, 2, 3, 4, 5, 6, 7].map((c) =>
    worldOfGrid(grid, [c & 1 ? end[0]! : 0, c & 2 ? end[1]! : 0, c & 4 ? end[2]! : 0]),
  );
  return [...box, ...holes.flatMap(({ path }) => path)];
}

/** The slider reaches a little beyond the bulk of the grades, so that the richest few can be singled out. */
function widened([low, high]: readonly [number, number]): readonly [number, number] {
  return [Math.max(0, low - 0.1 * (high - low)), high + 0.25 * (high - low)];
}
