/** Flowsheets that come with the app; each is fetched when it is chosen. */
export const examples: readonly {
  readonly name: string;
  readonly words: string;
  readonly load: () => Promise<unknown>;
}[] = [
  {
    name: "UKy coal refuse pilot",
    words:
      "Rare earths from coal refuse: leach, two circuits of solvent extraction, oxalate, roast. 20 units, six recycles.",
    load: async () => (await import("../../../examples/uky-coal-refuse.json")).default,
  },
  {
    name: "Regrinding and flotation",
    words: "Old copper tailings in a mill with cyclone, flotation, returned water. Synthetic, with size classes.",
    load: async () => (await import("../processExamples/grinding-flotation.json")).default,
  },
];
