import type { DatasetSource, RunManifest } from "@relode/core/evidence";
import type { ScreeningInputs } from "@relode/core/supply";
import type { ServedDataset } from "./apiSettings.ts";

/** Tables whose text was read at start, as the API serves them; one without text is left out. */
export function servedDatasets(
  sources: readonly DatasetSource[],
  texts: ReadonlyMap<string, string>,
): readonly ServedDataset[] {
  return sources.flatMap((source) => {
    const text = texts.get(source.id);
    return text === undefined ? [] : [{ source, readText: () => text }];
  });
}

/** Names and checksums of all tables that a run may read: part of its identifier and of its manifest. */
export function runTables(sources: readonly DatasetSource[], inputs: ScreeningInputs): RunManifest["inputs"] {
  const tables = sources.map(({ id, sha256, edition }) => ({ name: id, sha256, edition }));
  return inputs.samples === null ? tables : [...tables, inputs.samples.source];
}
