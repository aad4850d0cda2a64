/**
 * Most that a grade can be, % by mass, with the mineral or compound that sets it: the richest solid that a laboratory
 * commonly meets. Native metals are left out for elements that mines meet as compounds only; Cu, Ag, Au, Pt, Pd, Bi,
 * Hg and As have none below 100. Computed from standard atomic weights.
 * @see CIAAW (2021), Standard atomic weights, Pure and Applied Chemistry 94, 573-600 (abridged values)
 */
export const ceilingPct: ReadonlyMap<string, { readonly pct: number; readonly host: string }> = new Map([
  ["Pb", { pct: (100 * 207.2) / (207.2 + 15.999), host: "litharge PbO" }],
  ["Zn", { pct: (100 * 65.38) / (65.38 + 15.999), host: "zincite ZnO" }],
  ["Mo", { pct: (100 * 95.95) / (95.95 + 2 * 32.06), host: "molybdenite MoS2" }],
  ["Ni", { pct: (100 * 3 * 58.693) / (3 * 58.693 + 2 * 32.06), host: "heazlewoodite Ni3S2" }],
  ["Sn", { pct: (100 * 118.71) / (118.71 + 2 * 15.999), host: "cassiterite SnO2" }],
  ["W", { pct: (100 * 183.84) / (183.84 + 40.078 + 4 * 15.999), host: "scheelite CaWO4" }],
  ["U", { pct: (100 * 238.03) / (238.03 + 2 * 15.999), host: "uraninite UO2" }],
  ["Ti", { pct: (100 * 47.867) / (47.867 + 2 * 15.999), host: "rutile TiO2" }],
  ["Fe", { pct: (100 * 55.845) / (55.845 + 15.999), host: "wustite FeO" }],
  ["Mn", { pct: (100 * 54.938) / (54.938 + 15.999), host: "manganosite MnO" }],
  ["Cr", { pct: (100 * 2 * 51.996) / (2 * 51.996 + 3 * 15.999), host: "eskolaite Cr2O3" }],
  ["Al", { pct: (100 * 2 * 26.982) / (2 * 26.982 + 3 * 15.999), host: "corundum Al2O3" }],
  ["Mg", { pct: (100 * 24.305) / (24.305 + 15.999), host: "periclase MgO" }],
  ["Ca", { pct: (100 * 40.078) / (40.078 + 15.999), host: "lime CaO" }],
  ["Si", { pct: (100 * 28.085) / (28.085 + 2 * 15.999), host: "quartz SiO2" }],
]);

/**
 * Sulphur that one unit of mass of a metal needs at least when it is bound in a sulphide: the host poorest in sulphur.
 * Cu chalcocite Cu2S, Zn sphalerite ZnS, Pb galena PbS, Ni heazlewoodite Ni3S2, Mo molybdenite MoS2.
 */
export const leastSulphurPerMetal: ReadonlyMap<string, number> = new Map([
  ["Cu", 32.06 / (2 * 63.546)],
  ["Zn", 32.06 / 65.38],
  ["Pb", 32.06 / 207.2],
  ["Ni", (2 * 32.06) / (3 * 58.693)],
  ["Mo", (2 * 32.06) / 95.95],
]);
