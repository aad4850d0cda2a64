import {
  actualEfficiency,
  bondEnergyKwhPerT,
  morrellEnergyKwhPerT,
  p80OfMedianUm,
  rosinRammlerPassing,
  rosinRammlerSizeUm,
  whitenEfficiency,
} from "@relode/core/process";
import { adapterByInputs, numberInSource, type InputModel } from "./processAdapter.ts";

/** Energy of breakage, size distributions, cyclone partition. */
const models: readonly InputModel[] = [
  {
    doc: "Wi_kWh_per_t, F80_um, P80_um (throughput_t_per_h) -> specific energy and power",
    needs: ["Wi_kWh_per_t", "F80_um", "P80_um"],
    run: (inputs) => {
      const energy = bondEnergyKwhPerT(inputs.number("Wi_kWh_per_t"), inputs.number("F80_um"), inputs.number("P80_um"));
      const throughput = inputs.numberOr("throughput_t_per_h", 0);
      return { specific_energy_kWh_per_t: energy, power_kW: energy * throughput };
    },
  },
  {
    doc: "feed_median_um, product_median_um, width, flow_kg_per_h -> 80 % passing sizes and power",
    needs: ["feed_median_um", "product_median_um", "width", "flow_kg_per_h"],
    run: (inputs) => {
      const width = inputs.number("width");
      const feed = p80OfMedianUm(inputs.number("feed_median_um"), width);
      const product = p80OfMedianUm(inputs.number("product_median_um"), width);
      const index = inputs.has("Wi_kWh_per_t")
        ? inputs.number("Wi_kWh_per_t")
        : numberInSource(inputs, /(?:work index|Wi)\s+([\d.]+)/i, "the work index");
      const energy = bondEnergyKwhPerT(index, feed, product);
      return { feed_P80_um: feed, product_P80_um: product, power_W: energy * inputs.number("flow_kg_per_h") };
    },
  },
  {
    doc: "x63_um, n, x_um -> passing, P80_um",
    needs: ["x63_um", "n", "x_um"],
    run: (inputs) => {
      const [x63, n] = [inputs.number("x63_um"), inputs.number("n")];
      const passing = [...inputs.column("x_um")].map((x) => rosinRammlerPassing(x, x63, n));
      return { passing, P80_um: rosinRammlerSizeUm(0.8, x63, n), P50_um: rosinRammlerSizeUm(0.5, x63, n) };
    },
  },
  {
    doc: "d50c_um, alpha, water_split_Rf, x_um -> Ec, E to underflow",
    needs: ["d50c_um", "alpha", "water_split_Rf", "x_um"],
    run: (inputs) => {
      const [cut, alpha, split] = ["d50c_um", "alpha", "water_split_Rf"].map((key) => inputs.number(key));
      const corrected = [...inputs.column("x_um")].map((x) => whitenEfficiency(x / cut, alpha));
      return { Ec: corrected, E: corrected.map((ec) => actualEfficiency(ec, split)) };
    },
  },
  {
    doc: "Mi_kWh_per_t, x1_um, x2_um -> W_kWh_per_t (Morrell)",
    needs: ["Mi_kWh_per_t", "x1_um", "x2_um"],
    run: (inputs) => ({
      W_kWh_per_t: morrellEnergyKwhPerT(inputs.number("Mi_kWh_per_t"), inputs.number("x1_um"), inputs.number("x2_um")),
    }),
  },
];

export const processComminution = adapterByInputs("comminution", models);
