import type { Moved } from "./economicsWork.ts";

/** What a reader has moved in the example stands in the address, so a link shows the same. */
export interface EconomicsSearch {
  readonly set?: Moved;
  readonly variant?: number;
}

export function readEconomicsSearch(raw: Readonly<Record<string, unknown>>): EconomicsSearch {
  const { set, variant } = raw;
  const moved = Object.entries(typeof set === "object" && set !== null ? set : {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number" && Number.isFinite(entry[1]),
  );
  return {
    ...(moved.length > 0 ? { set: Object.fromEntries(moved.slice(0, 60)) } : {}),
    ...(typeof variant === "number" && Number.isInteger(variant) && variant > 0 ? { variant } : {}),
  };
}

/** Moves that the variant has a control for, held between its ends. */
export function knownMoves(
  moved: Moved,
  controls: readonly { readonly key: string; readonly low: number; readonly high: number }[],
): Moved {
  return Object.fromEntries(
    controls.flatMap(({ key, low, high }) => {
      const value = moved[key];
      return value === undefined ? [] : [[key, Math.min(high, Math.max(low, value))]];
    }),
  );
}
