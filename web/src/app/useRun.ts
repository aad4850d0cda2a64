import { useSearch } from "@tanstack/react-router";

/** Id of the screening that the address names. */
export function useRun(): string {
  // Only the run: other parameters change with every move of a slider.
  return useSearch({ strict: false, select: (search) => search.run ?? "default" });
}
