import type { StreamBasis } from "../streams/basis.ts";
import { copyStream, type Stream } from "../streams/stream.ts";
import { UnitError } from "./unitOp.ts";

/** Slot of a component that must be there and is no solid. @throws {UnitError} */
export function slotFor(basis: StreamBasis, id: string): number {
  const c = basis.index.get(id);
  if (c === undefined) throw new UnitError("process.component", `no component ${id} in this flowsheet; add it`);
  return basis.firstSlot[c];
}

/** Geometric mean of a size class in µm, that below the first taken to reach down to a tenth; `otherwise` without classes. */
export function classMeanUm({ sizeUm }: StreamBasis, k: number, otherwise: number): number {
  const top = sizeUm[k];
  return top === undefined ? otherwise : Math.sqrt(top * (k === 0 ? top / 10 : sizeUm[k - 1]));
}

/** kg per mol of a component. */
export function kgPerMol(basis: StreamBasis, id: string): number {
  const c = basis.index.get(id);
  if (c === undefined) throw new UnitError("process.component", `no component ${id} in this flowsheet; add it`);
  return basis.components[c].molarMassGPerMol / 1000;
}

/** mol/h of a component that is no solid. */
export function molPerH(stream: Stream, id: string): number {
  const { basis } = stream;
  return stream.kgPerH[slotFor(basis, id)] / kgPerMol(basis, id);
}

/**
 * Adds moles to a component (negative takes away). What rounding leaves below nothing is put to nothing; a real shortage is an error.
 * Solids: into the size class given, or taken from all classes in proportion.
 * @throws {UnitError} more is taken than there is
 */
export function addMoles(stream: Stream, id: string, mol: number, sizeClass = 0): void {
  const { basis, kgPerH } = stream;
  const c = basis.index.get(id);
  if (c === undefined) throw new UnitError("process.component", `no component ${id} in this flowsheet; add it`);
  const kg = (mol * basis.components[c].molarMassGPerMol) / 1000;
  const from = basis.firstSlot[c];
  const width = basis.components[c].phase === "solid" ? basis.classes : 1;
  if (kg >= 0) {
    kgPerH[from + (width === 1 ? 0 : sizeClass)] += kg;
    return;
  }
  let held = 0;
  for (let k = 0; k < width; k++) held += kgPerH[from + k];
  if (held + kg < -1e-9 * Math.max(held, -kg))
    throw new UnitError(
      "process.shortage",
      `needs ${(-kg).toPrecision(6)} kg/h of ${id} and gets ${held.toPrecision(6)}; feed more of it`,
    );
  const left = Math.max(0, held + kg) / (held > 0 ? held : 1);
  for (let k = 0; k < width; k++) kgPerH[from + k] *= left;
}

/** Divides a stream by phase: share of each phase that goes to the first outlet. */
export function splitPhases(
  stream: Stream,
  share: { readonly solid: number; readonly aqueous: number; readonly organic: number; readonly gas: number },
): [Stream, Stream] {
  const { basis } = stream;
  const [first, second] = [copyStream(stream), copyStream(stream)];
  for (let s = 0; s < stream.kgPerH.length; s++) {
    const taken = stream.kgPerH[s] * share[basis.components[basis.slotComponent[s]].phase];
    first.kgPerH[s] = taken;
    second.kgPerH[s] = stream.kgPerH[s] - taken;
  }
  return [first, second];
}

/** Litres per hour of a liquid phase: its carriers at their density. */
export function liquidLitresPerH(stream: Stream, phase: "aqueous" | "organic"): number {
  const { basis, kgPerH } = stream;
  let volume = 0;
  for (const [c, component] of basis.components.entries())
    if (component.phase === phase && component.isCarrier)
      volume += (1000 * kgPerH[basis.firstSlot[c]]) / component.densityKgPerM3;
  return volume;
}
