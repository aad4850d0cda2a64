import { useSearch } from "@tanstack/react-router";

/** Id of the screening that the address names. */
export function useRun(): string {
  const search = useSearch({ strict: false });
  return search.run ?? "default";
}
