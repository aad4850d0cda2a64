import type { Component, ComponentSpec, Phase } from "./component.ts";
import { molarMassGPerMol, readFormula } from "./formula.ts";
import { minerals } from "./minerals.ts";

/** A list of components that no stream can be made of. */
export class BasisError extends RangeError {
  readonly code = "process.components";
}

/** What every stream of a flowsheet is made of, and where each amount stands in its array. */
export interface StreamBasis {
  readonly components: readonly Component[];
  readonly index: ReadonlyMap<string, number>;
  /** Upper bounds of the size classes in µm, ascending; empty where solids carry no sizes (one class). */
  readonly sizeUm: readonly number[];
  /** Size classes of a solid: `sizeUm.length`, at least 1. */
  readonly classes: number;
  readonly slots: number;
  /** First slot of each component; a solid takes `classes` slots, others one. */
  readonly firstSlot: Int32Array;
  readonly slotComponent: Int32Array;
  /** Elements that occur, `charge` last. */
  readonly elements: readonly string[];
  /** mol of element e in one kg of component c: `molPerKg[e * components.length + c]`. */
  readonly molPerKg: Float64Array;
}

/** Bounds that keep a hostile file from taking memory. */
export const basisLimits = { components: 2000, sizeClasses: 200, slots: 50_000 } as const;

const usualDensity: Readonly<Record<Phase, number>> = { solid: 2700, aqueous: 1000, organic: 820, gas: 1.2 };

/**
 * Makes the basis of a flowsheet's streams. A component without formula is a mineral of its name, else its id is the formula.
 * @param sizeUm upper bounds of the size classes in µm; order is put right
 * @throws {BasisError} two of one id, unreadable formula, mixture not summing to 1, too many
 */
export function streamBasis(specs: readonly ComponentSpec[], sizeUm: readonly number[] = []): StreamBasis {
  if (specs.length === 0) throw new BasisError("components: the list is empty; name what the streams are made of");
  if (specs.length > basisLimits.components)
    throw new BasisError(`components: ${specs.length}, limit ${basisLimits.components}`);
  if (sizeUm.length > basisLimits.sizeClasses || sizeUm.some((size) => !(size > 0 && Number.isFinite(size))))
    throw new BasisError(`sizeClassesUm: needs at most ${basisLimits.sizeClasses} sizes above 0 µm`);
  const sizes = [...sizeUm].sort((a, b) => a - b);
  const classes = Math.max(1, sizes.length);
  const components = specs.map(readComponent);
  const index = new Map<string, number>();
  for (const [c, { id }] of components.entries()) {
    if (index.has(id)) throw new BasisError(`component ${id}: named twice; give each its own id`);
    index.set(id, c);
  }
  const firstSlot = new Int32Array(components.length);
  const owners: number[] = [];
  for (const [c, { phase }] of components.entries()) {
    firstSlot[c] = owners.length;
    const width = phase === "solid" ? classes : 1;
    for (let k = 0; k < width; k++) owners.push(c);
  }
  if (owners.length > basisLimits.slots)
    throw new BasisError(`components x size classes: ${owners.length} amounts, limit ${basisLimits.slots}`);
  const names = new Set(components.flatMap(({ molPerKg }) => [...molPerKg.keys()]));
  names.delete("charge");
  const elements = [...names, "charge"];
  const molPerKg = new Float64Array(elements.length * components.length);
  for (const [e, element] of elements.entries())
    for (const [c, component] of components.entries())
      molPerKg[e * components.length + c] = component.molPerKg.get(element) ?? 0;
  return {
    components,
    index,
    sizeUm: sizes,
    classes,
    slots: owners.length,
    firstSlot,
    slotComponent: Int32Array.from(owners),
    elements,
    molPerKg,
  };
}

function readComponent(spec: ComponentSpec): Component {
  if (spec.mixture !== undefined) return mixedComponent(spec, spec.mixture);
  const mineral = spec.phase === "solid" ? minerals.get(spec.id) : undefined;
  const formula = spec.formula ?? mineral?.formula ?? spec.id;
  const common = {
    id: spec.id,
    phase: spec.phase,
    densityKgPerM3: spec.densityKgPerM3 ?? mineral?.densityKgPerM3 ?? usualDensity[spec.phase],
    isCarrier: spec.isCarrier ?? (spec.phase === "aqueous" && spec.id === "H2O"),
    susceptibilityM3PerKg: spec.susceptibilityM3PerKg ?? mineral?.susceptibilityM3PerKg ?? null,
  };
  if (formula === "-") {
    const molarMass = spec.molarMassGPerMol ?? 1000;
    const molPerKg = new Map([[`unknown (${spec.id})`, 1000 / molarMass]]);
    return { ...common, molPerKg, atoms: null, charge: 0, molarMassGPerMol: molarMass };
  }
  try {
    const composition = readFormula(formula);
    const molarMass = spec.molarMassGPerMol ?? molarMassGPerMol(composition);
    const molPerKg = new Map([...composition.atoms].map(([element, n]) => [element, (1000 * n) / molarMass]));
    if (composition.charge !== 0) molPerKg.set("charge", (1000 * composition.charge) / molarMass);
    return { ...common, molPerKg, atoms: composition.atoms, charge: composition.charge, molarMassGPerMol: molarMass };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BasisError(`component ${spec.id}: ${reason}; give a formula, a mixture, or formula "-" where unknown`);
  }
}

function mixedComponent(spec: ComponentSpec, mixture: Readonly<Record<string, number>>): Component {
  const parts = Object.entries(mixture);
  const sum = parts.reduce((total, [, share]) => total + share, 0);
  if (!(Math.abs(sum - 1) < 1e-9) || parts.some(([, share]) => !(share >= 0)))
    throw new BasisError(`component ${spec.id}: its mixture must be fractions that sum to 1, got ${sum}`);
  const molPerKg = new Map<string, number>();
  let volume = 0;
  let susceptibility = 0;
  for (const [id, share] of parts) {
    const part = readComponent({ id, phase: spec.phase });
    for (const [element, n] of part.molPerKg) molPerKg.set(element, (molPerKg.get(element) ?? 0) + n * share);
    volume += share / part.densityKgPerM3;
    susceptibility += share * (part.susceptibilityM3PerKg ?? Number.NaN);
  }
  return {
    id: spec.id,
    phase: spec.phase,
    molPerKg,
    atoms: null,
    charge: 0,
    molarMassGPerMol: spec.molarMassGPerMol ?? 1000,
    densityKgPerM3: spec.densityKgPerM3 ?? 1 / volume,
    isCarrier: false,
    susceptibilityM3PerKg: spec.susceptibilityM3PerKg ?? (Number.isNaN(susceptibility) ? null : susceptibility),
  };
}
