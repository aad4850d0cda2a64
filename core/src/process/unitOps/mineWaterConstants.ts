import type { AqueousConstant, AqueousConstantKind } from "../../datasets/aqueousConstants/aqueousConstant.ts";
import { chemistryTable } from "../chemistry/chemistryTable.ts";
import type { ChemistryDatabase } from "../chemistry/chemistryModel.ts";
import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";

/**
 * table | kind | name | reaction | log10 K at 25 °C | ΔH in kJ/mol | A1 … A6 | activity | ion size in Å | b | alkalinity | g/mol.
 * Left out: other redox states than those named, chloride and sulfide complexes, nickel (its hydroxide's enthalpy in wateq4f has the
 * sign of the reverse reaction), and Nd(SO4)2-, whose log K in llnl (-255.7) cannot be right.
 */
const printed = `
wateq4f|master-aqueous|H|H+|||||||-1|1.008
wateq4f|master-aqueous|H(1)|H+|||||||-1|1.008
wateq4f|master-aqueous|O|H2O|||||||0|16
wateq4f|master-aqueous|O(-2)|H2O|||||||0|16
wateq4f|master-aqueous|Al|Al+3|||||||0|26.9815
wateq4f|master-aqueous|C|CO3-2|||||||2|61.0191
wateq4f|master-aqueous|C(4)|CO3-2|||||||2|61.0191
wateq4f|master-aqueous|Ca|Ca+2|||||||0|40.08
wateq4f|master-aqueous|Cu|Cu+2|||||||0|63.546
wateq4f|master-aqueous|Cu(2)|Cu+2|||||||0|63.546
wateq4f|master-aqueous|Fe|Fe+2|||||||0|55.847
wateq4f|master-aqueous|Fe(2)|Fe+2|||||||0|55.847
wateq4f|master-aqueous|Fe(3)|Fe+3|||||||-2|55.847
wateq4f|master-aqueous|Mg|Mg+2|||||||0|24.312
wateq4f|master-aqueous|Mn|Mn+2|||||||0|54.938
wateq4f|master-aqueous|Mn(2)|Mn+2|||||||0|54.938
wateq4f|master-aqueous|Na|Na+|||||||0|22.9898
wateq4f|master-aqueous|S|SO4-2|||||||0|96.064
wateq4f|master-aqueous|S(6)|SO4-2|||||||0|96.064
wateq4f|master-aqueous|Zn|Zn+2|||||||0|65.37
wateq4f|aqueous|H+|H+ = H+|0|||wateq|9|0||
wateq4f|aqueous|e-|e- = e-|0|||davies||||
wateq4f|aqueous|H2O|H2O = H2O|0|||davies||||
wateq4f|aqueous|Al+3|Al+3 = Al+3|0|||wateq|9|0||
wateq4f|aqueous|CO3-2|CO3-2 = CO3-2|0|||wateq|5.4|0||
wateq4f|aqueous|Ca+2|Ca+2 = Ca+2|0|||wateq|5|0.165||
wateq4f|aqueous|Cu+2|Cu+2 = Cu+2|0|||wateq|6|0||
wateq4f|aqueous|Fe+2|Fe+2 = Fe+2|0|||wateq|6|0||
wateq4f|aqueous|Mg+2|Mg+2 = Mg+2|0|||wateq|5.5|0.2||
wateq4f|aqueous|Mn+2|Mn+2 = Mn+2|0|||wateq|6|0||
wateq4f|aqueous|Na+|Na+ = Na+|0|||wateq|4|0.075||
wateq4f|aqueous|SO4-2|SO4-2 = SO4-2|0|||wateq|5|-0.04||
wateq4f|aqueous|Zn+2|Zn+2 = Zn+2|0|||wateq|6|0||
wateq4f|aqueous|Fe+3|Fe+2 = Fe+3 + e-|-13.02|40.50112||wateq|9|0||
wateq4f|aqueous|FeOH+2|Fe+3 + H2O = FeOH+2 + H+|-2.19|43.5136||wateq|5|0||
wateq4f|aqueous|FeOH+|Fe+2 + H2O = FeOH+ + H+|-9.5|55.2288||wateq|5|0||
wateq4f|aqueous|Fe(OH)3-|Fe+2 + 3 H2O = Fe(OH)3- + 3 H+|-31|126.7752||wateq|5|0||
wateq4f|aqueous|FeSO4+|Fe+3 + SO4-2 = FeSO4+|4.04|16.35944||wateq|5|0||
wateq4f|aqueous|FeSO4|Fe+2 + SO4-2 = FeSO4|2.25|13.51432||davies||||
wateq4f|aqueous|CaSO4|Ca+2 + SO4-2 = CaSO4|2.3|6.9036||davies||||
wateq4f|aqueous|MgOH+|Mg+2 + H2O = MgOH+ + H+|-11.44|66.743168||wateq|6.5|0||
wateq4f|aqueous|CO2|CO3-2 + 2 H+ = CO2 + H2O|16.681|-24.007792|464.1965 0.09344813 -26986.16 -165.75951 2248628.9 0|davies||||
wateq4f|aqueous|HCO3-|H+ + CO3-2 = HCO3-|10.329|-14.899224|107.8871 0.03252849 -5151.79 -38.92561 563713.9 0|wateq|5.4|0||
wateq4f|aqueous|NaCO3-|Na+ + CO3-2 = NaCO3-|1.27|37.27944||wateq|5.4|0||
wateq4f|aqueous|NaHCO3|Na+ + HCO3- = NaHCO3|-0.25|||davies||||
wateq4f|aqueous|NaSO4-|Na+ + SO4-2 = NaSO4-|0.7|4.68608||wateq|5.4|0||
wateq4f|aqueous|MgCO3|Mg+2 + CO3-2 = MgCO3|2.98|11.351192|0.991 0.00667 0 0 0 0|davies||||
wateq4f|aqueous|MgHCO3+|Mg+2 + HCO3- = MgHCO3+|1.07|3.30536|-59.215 0 2537.455 20.92298 0 0|wateq|4|0||
wateq4f|aqueous|MgSO4|Mg+2 + SO4-2 = MgSO4|2.37|19.0372||davies||||
wateq4f|aqueous|CaOH+|Ca+2 + H2O = CaOH+ + H+|-12.78|||wateq|6|0||
wateq4f|aqueous|CaHCO3+|Ca+2 + HCO3- = CaHCO3+|1.106|11.25496|1209.12 0.31294 -34765.05 -478.782 0 0|wateq|6|0||
wateq4f|aqueous|CaCO3|Ca+2 + CO3-2 = CaCO3|3.224|14.83228|-1228.732 -0.299444 35512.75 485.818 0 0|davies||||
wateq4f|aqueous|AlOH+2|Al+3 + H2O = AlOH+2 + H+|-5|48.07416|-38.253 0 -656.27 14.327 0 0|wateq|5.4|0||
wateq4f|aqueous|Al(OH)2+|Al+3 + 2 H2O = Al(OH)2+ + 2 H+|-10.1|112.5496|88.5 0 -9391.6 -27.121 0 0|wateq|5.4|0||
wateq4f|aqueous|Al(OH)3|Al+3 + 3 H2O = Al(OH)3 + 3 H+|-16.9|166.89976|226.374 0 -18247.8 -73.597 0 0|davies||||
wateq4f|aqueous|Al(OH)4-|Al+3 + 4 H2O = Al(OH)4- + 4 H+|-22.7|176.9832|51.578 0 -11168.9 -14.865 0 0|wateq|4.5|0||
wateq4f|aqueous|AlSO4+|Al+3 + SO4-2 = AlSO4+|3.5|9.58136||wateq|4.5|0||
wateq4f|aqueous|Al(SO4)2-|Al+3 + 2 SO4-2 = Al(SO4)2-|5|13.01224||wateq|4.5|0||
wateq4f|aqueous|HSO4-|H+ + SO4-2 = HSO4-|1.988|16.1084|-56.889 0.006473 2307.9 19.8858 0 0|wateq|4.5|0||
wateq4f|aqueous|Fe(OH)2+|Fe+3 + 2 H2O = Fe(OH)2+ + 2 H+|-5.67|71.5464||wateq|5.4|0||
wateq4f|aqueous|Fe(OH)3|Fe+3 + 3 H2O = Fe(OH)3 + 3 H+|-12.56|103.7632||davies||||
wateq4f|aqueous|Fe(OH)4-|Fe+3 + 4 H2O = Fe(OH)4- + 4 H+|-21.6|133.4696||wateq|5.4|0||
wateq4f|aqueous|Fe(OH)2|Fe+2 + 2 H2O = Fe(OH)2 + 2 H+|-20.57|119.51596||davies||||
wateq4f|aqueous|FeHSO4+|Fe+2 + HSO4- = FeHSO4+|1.08|||davies||||
wateq4f|aqueous|OH-|H2O = OH- + H+|-14|55.906608|-283.971 -0.05069842 13323 102.24447 -1119669 0|wateq|3.5|0||
wateq4f|aqueous|FeHSO4+2|Fe+3 + HSO4- = FeHSO4+2|2.48|||davies||||
wateq4f|aqueous|CaHSO4+|Ca+2 + HSO4- = CaHSO4+|1.08|||davies||||
wateq4f|aqueous|MnOH+|Mn+2 + H2O = MnOH+ + H+|-10.59|60.2496||wateq|5|0||
wateq4f|aqueous|Mn(OH)3-|Mn+2 + 3 H2O = Mn(OH)3- + 3 H+|-34.8|||wateq|5|0||
wateq4f|aqueous|MnSO4|Mn+2 + SO4-2 = MnSO4|2.25|14.10008||davies||||
wateq4f|aqueous|MnHCO3+|Mn+2 + HCO3- = MnHCO3+|1.95|||wateq|5|0||
wateq4f|aqueous|CuCO3|Cu+2 + CO3-2 = CuCO3|6.73|||davies||||
wateq4f|aqueous|Cu(CO3)2-2|Cu+2 + 2 CO3-2 = Cu(CO3)2-2|9.83|||davies||||
wateq4f|aqueous|CuOH+|Cu+2 + H2O = CuOH+ + H+|-8|||wateq|4|0||
wateq4f|aqueous|Cu(OH)2|Cu+2 + 2 H2O = Cu(OH)2 + 2 H+|-13.68|||davies||||
wateq4f|aqueous|Cu(OH)3-|Cu+2 + 3 H2O = Cu(OH)3- + 3 H+|-26.9|||davies||||
wateq4f|aqueous|Cu(OH)4-2|Cu+2 + 4 H2O = Cu(OH)4-2 + 4 H+|-39.6|||davies||||
wateq4f|aqueous|Cu2(OH)2+2|2 Cu+2 + 2 H2O = Cu2(OH)2+2 + 2 H+|-10.359|73.383176|2.497 0 -3833 0 0 0|davies||||
wateq4f|aqueous|CuSO4|Cu+2 + SO4-2 = CuSO4|2.31|5.10448||davies||||
wateq4f|aqueous|ZnOH+|Zn+2 + H2O = ZnOH+ + H+|-8.96|56.0656||davies||||
wateq4f|aqueous|Zn(OH)2|Zn+2 + 2 H2O = Zn(OH)2 + 2 H+|-16.9|||davies||||
wateq4f|aqueous|Zn(OH)3-|Zn+2 + 3 H2O = Zn(OH)3- + 3 H+|-28.4|||davies||||
wateq4f|aqueous|Zn(OH)4-2|Zn+2 + 4 H2O = Zn(OH)4-2 + 4 H+|-41.2|||davies||||
wateq4f|aqueous|ZnSO4|Zn+2 + SO4-2 = ZnSO4|2.37|5.69024||davies||||
wateq4f|aqueous|Zn(SO4)2-2|Zn+2 + 2 SO4-2 = Zn(SO4)2-2|3.28|||davies||||
wateq4f|aqueous|Fe(SO4)2-|Fe+3 + 2 SO4-2 = Fe(SO4)2-|5.38|19.2464||davies||||
wateq4f|aqueous|Fe2(OH)2+4|2 Fe+3 + 2 H2O = Fe2(OH)2+4 + 2 H+|-2.95|56.484||davies||||
wateq4f|aqueous|Fe3(OH)4+5|3 Fe+3 + 4 H2O = Fe3(OH)4+5 + 4 H+|-6.3|59.8312||davies||||
wateq4f|aqueous|AlHSO4+2|Al+3 + HSO4- = AlHSO4+2|0.46|||davies||||
wateq4f|aqueous|CuHCO3+|Cu+2 + HCO3- = CuHCO3+|2.7|||davies||||
wateq4f|aqueous|ZnHCO3+|Zn+2 + HCO3- = ZnHCO3+|2.1|||davies||||
wateq4f|aqueous|ZnCO3|Zn+2 + CO3-2 = ZnCO3|5.3|||davies||||
wateq4f|aqueous|Zn(CO3)2-2|Zn+2 + 2 CO3-2 = Zn(CO3)2-2|9.63|||davies||||
wateq4f|aqueous|FeHCO3+|Fe+2 + HCO3- = FeHCO3+|2|||davies||||
wateq4f|aqueous|FeCO3|Fe+2 + CO3-2 = FeCO3|4.38|||davies||||
wateq4f|aqueous|MnCO3|Mn+2 + CO3-2 = MnCO3|4.9|||davies||||
wateq4f|phase|Siderite(d)(3)|FeCO3 = Fe+2 + CO3-2|-10.45|||||||
wateq4f|phase|Calcite|CaCO3 = Ca+2 + CO3-2|-8.48|-9.610648|-171.9065 -0.077993 2839.319 71.595 0 0|||||
wateq4f|phase|Gypsum|CaSO4:2H2O = Ca+2 + SO4-2 + 2 H2O|-4.58|-0.456056|68.2401 0 -3221.51 -25.0627 0 0|||||
wateq4f|phase|Brucite|Mg(OH)2 + 2 H+ = Mg+2 + 2 H2O|16.84|-113.3864||||||
wateq4f|phase|Fe(OH)3(a)|Fe(OH)3 + 3 H+ = Fe+3 + 3 H2O|4.891|||||||
wateq4f|phase|Al(OH)3(a)|Al(OH)3 + 3 H+ = Al+3 + 3 H2O|10.8|-110.876||||||
wateq4f|phase|Pyrochroite|Mn(OH)2 + 2 H+ = Mn+2 + 2 H2O|15.2|||||||
wateq4f|phase|Rhodochrosite(d)|MnCO3 = Mn+2 + CO3-2|-10.39|||||||
wateq4f|phase|Cu(OH)2|Cu(OH)2 + 2 H+ = Cu+2 + 2 H2O|8.64|-63.806||||||
wateq4f|phase|Zn(OH)2-a|Zn(OH)2 + 2 H+ = Zn+2 + 2 H2O|12.45|||||||
wateq4f|phase|Basaluminite|Al4(OH)10SO4 + 10 H+ = 4 Al+3 + SO4-2 + 10 H2O|22.7|||||||
wateq4f|phase|Portlandite|Ca(OH)2 + 2 H+ = Ca+2 + 2 H2O|22.8|-129.704||||||
wateq4f|phase|CO2(g)|CO2 = CO2|-1.468|-19.982784|108.3865 0.01985076 -6919.53 -40.45154 669365 0|||||
llnl|master-aqueous|Nd|Nd+3|||||||0|144.24
llnl|master-aqueous|Y|Y+3|||||||0|88.9059
llnl|master-aqueous|Nd(3)|Nd+3|||||||0|144.24
llnl|master-aqueous|Co|Co+2|||||||0|58.9332
llnl|master-aqueous|Co(2)|Co+2|||||||0|58.9332
llnl|aqueous|Co+2|Co+2 = Co+2|0|||llnl|6|||
llnl|aqueous|Nd+3|Nd+3 = Nd+3|0|||llnl|9|||
llnl|aqueous|Y+3|Y+3 = Y+3|0|||llnl|9|||
llnl|aqueous|Co(OH)2|2 H2O + Co+2 = Co(OH)2 + 2 H+|-18.8|||llnl|3|||
llnl|aqueous|Co(OH)4-2|4 H2O + Co+2 = Co(OH)4-2 + 4 H+|-45.7803|||llnl|4|||
llnl|aqueous|Co2OH+3|H2O + 2 Co+2 = Co2OH+3 + H+|-11.2|||llnl|5|||
llnl|aqueous|Co4(OH)4+4|4 H2O + 4 Co+2 = Co4(OH)4+4 + 4 H+|-30.3803|||llnl|5.5|||
llnl|aqueous|CoSO4|SO4-2 + Co+2 = CoSO4|0.0436|0.3842|2.4606 0.0010086 -61.45 -1.0148 -1.0444 0|llnl|3|||
llnl|aqueous|Nd(CO3)2-|2 HCO3- + Nd+3 = Nd(CO3)2- + 2 H+|-8.0576|||llnl|4|||
llnl|aqueous|Nd2(OH)2+4|2 Nd+3 + 2 H2O = Nd2(OH)2+4 + 2 H+|-13.8902|||llnl|5.5|||
llnl|aqueous|NdCO3+|Nd+3 + HCO3- = NdCO3+ + H+|-2.6256|91.6212|233.99 0.053454 -7051.3 -92.5 -110.1 0|llnl|4|||
llnl|aqueous|NdHCO3+2|Nd+3 + HCO3- = NdHCO3+2|1.8457|9.19643|55.53 0.033254 -738.59 -24.69 -11.542 0|llnl|4.5|||
llnl|aqueous|NdO+|Nd+3 + H2O = NdO+ + 2 H+|-17.0701|116.386|189.61 0.030563 -14153 -68.024 -220.89 0|llnl|4|||
llnl|aqueous|NdOH+2|Nd+3 + H2O = NdOH+2 + H+|-8.1274|80.8223|66.963 0.012182 -6279.7 -23.3 -98.008 0|llnl|4.5|||
llnl|aqueous|NdSO4+|SO4-2 + Nd+3 = NdSO4+|3.643|20.0832|302.67 0.085362 -8921.1 -119.02 -139.29 0|llnl|4|||
llnl|aqueous|Y(CO3)2-|2 HCO3- + Y+3 = Y(CO3)2- + 2 H+|-7.3576|||llnl|4|||
llnl|aqueous|Y(OH)2+|2 H2O + Y+3 = Y(OH)2+ + 2 H+|-16.3902|||llnl|4|||
llnl|aqueous|Y(OH)3|3 H2O + Y+3 = Y(OH)3 + 3 H+|-25.9852|||llnl|3|||
llnl|aqueous|Y(OH)4-|4 H2O + Y+3 = Y(OH)4- + 4 H+|-36.4803|||llnl|4|||
llnl|aqueous|Y(SO4)2-|2 SO4-2 + Y+3 = Y(SO4)2-|4.9|||llnl|4|||
llnl|aqueous|Y2(OH)2+4|2 Y+3 + 2 H2O = Y2(OH)2+4 + 2 H+|-14.1902|||llnl|5.5|||
llnl|aqueous|YCO3+|Y+3 + HCO3- = YCO3+ + H+|-2.2788|||llnl|4|||
llnl|aqueous|YHCO3+2|Y+3 + HCO3- = YHCO3+2|2.3|||llnl|4.5|||
llnl|aqueous|YOH+2|Y+3 + H2O = YOH+2 + H+|-7.6951|||llnl|4.5|||
llnl|aqueous|YSO4+|Y+3 + SO4-2 = YSO4+|3.4|||llnl|4|||
llnl|phase|Co(OH)2|Co(OH)2 + 2 H+ = Co+2 + 2 H2O|12.3|||||||
llnl|phase|Nd(OH)3|Nd(OH)3 + 3 H+ = Nd+3 + 3 H2O|18.0852|||||||
llnl|phase|Nd(OH)3(am)|Nd(OH)3 + 3 H+ = Nd+3 + 3 H2O|20.4852|||||||
`;

/**
 * The part of the table `relode` (wateq4f, and llnl for Co, Nd and Y) that neutralising a mine water needs. A pure function reads
 * no file; a test holds these rows to those of the data set.
 */
export const mineWaterConstants: readonly AqueousConstant[] = constantsFrom(printed);

/** Rows of a table printed as above. */
export function constantsFrom(text: string): AqueousConstant[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [table, kind, name, reaction, logK, heat, a, activity, size, b, alkalinity, grams] = line.split("|");
      return {
        table,
        kind: kind as AqueousConstantKind,
        name,
        reaction,
        logK25: Number(logK),
        deltaHKjPerMol: Number(heat),
        coefficients: a === "" ? [] : a.split(" ").map(Number),
        activity: (activity === "" ? "davies" : activity) as AqueousConstant["activity"],
        ionSizeAngstrom: Number(size),
        b: Number(b),
        alkalinity: Number(alkalinity),
        gramsPerMol: grams === "" ? Number.NaN : Number(grams),
        source: `table ${table} of aqueousConstants`,
      };
    });
}

let made: ChemistryDatabase | undefined;

/** The database of these constants, made at first use. */
export function mineWaterDatabase(): ChemistryDatabase {
  made ??= chemistryTable(mineWaterConstants, "relode", atomicWeightsGPerMol);
  return made;
}
