import type { ChemistryDatabase } from "../chemistry/chemistryModel.ts";
import { chemistryTable } from "../chemistry/chemistryTable.ts";
import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";
import { constantsFrom, mineWaterConstants } from "./mineWaterConstants.ts";

/**
 * What liquors of critical metals need beside the constants of mine waters: chloride, potassium, nickel, scandium and nine rare
 * earths. table | kind | name | reaction | log10 K at 25 °C | ΔH in kJ/mol | A1 … A6 | activity | ion size in Å | b | alkalinity |
 * g/mol. Left out: other redox states, oxides and chlorides of rare earths. The slips in them are put right by the table relode.
 */
const printed = `
wateq4f|master-aqueous|Cl|Cl-|||||||0|35.453
wateq4f|master-aqueous|K|K+|||||||0|39.102
wateq4f|master-aqueous|Ni|Ni+2|||||||0|58.71
wateq4f|aqueous|Cl-|Cl- = Cl-|0|||wateq|3.5|0.015||
wateq4f|aqueous|K+|K+ = K+|0|||wateq|3.5|0.015||
wateq4f|aqueous|Ni+2|Ni+2 = Ni+2|0|||davies||||
wateq4f|aqueous|KSO4-|K+ + SO4-2 = KSO4-|0.85|9.414|3.106 0 -673.6|wateq|5.4|0||
wateq4f|aqueous|NiOH+|Ni+2 + H2O = NiOH+ + H+|-9.86|51.96528||davies||||
wateq4f|aqueous|Ni(OH)2|Ni+2 + 2 H2O = Ni(OH)2 + 2 H+|-19|||davies||||
wateq4f|aqueous|Ni(OH)3-|Ni+2 + 3 H2O = Ni(OH)3- + 3 H+|-30|||davies||||
wateq4f|aqueous|NiSO4|Ni+2 + SO4-2 = NiSO4|2.29|6.35968||davies||||
wateq4f|aqueous|NiHCO3+|Ni+2 + HCO3- = NiHCO3+|2.14|||davies||||
wateq4f|aqueous|NiCO3|Ni+2 + CO3-2 = NiCO3|6.87|||davies||||
wateq4f|aqueous|Ni(CO3)2-2|Ni+2 + 2 CO3-2 = Ni(CO3)2-2|10.11|||davies||||
wateq4f|aqueous|Ni(SO4)2-2|Ni+2 + 2 SO4-2 = Ni(SO4)2-2|1.02|||davies||||
wateq4f|phase|Alunite|KAl3(SO4)2(OH)6 + 6 H+ = K+ + 3 Al+3 + 2 SO4-2 + 6 H2O|-1.4|-210.246||||||
wateq4f|phase|Jarosite-K|KFe3(SO4)2(OH)6 + 6 H+ = K+ + 3 Fe+3 + 2 SO4-2 + 6 H2O|-9.21|-130.87552||||||
wateq4f|phase|NiCO3|NiCO3 = Ni+2 + CO3-2|-6.84|-41.58896||||||
wateq4f|phase|Ni(OH)2|Ni(OH)2 + 2 H+ = Ni+2 + 2 H2O|10.8|127.4028||||||
wateq4f|phase|Ni4(OH)6SO4|Ni4(OH)6SO4 + 6 H+ = 4 Ni+2 + SO4-2 + 6 H2O|32|||||||
wateq4f|phase|Retgersite|NiSO4:6H2O = Ni+2 + SO4-2 + 6 H2O|-2.04|4.6024||||||
wateq4f|phase|Morenosite|NiSO4:7H2O = Ni+2 + SO4-2 + 7 H2O|-2.36|12.30096||||||
llnl|master-aqueous|Ce|Ce+3|||||||0|140.12
llnl|master-aqueous|Dy|Dy+3|||||||0|162.5
llnl|master-aqueous|Er|Er+3|||||||0|167.26
llnl|master-aqueous|Eu|Eu+3|||||||0|151.96
llnl|master-aqueous|Gd|Gd+3|||||||0|157.25
llnl|master-aqueous|La|La+3|||||||0|138.906
llnl|master-aqueous|Pr|Pr+3|||||||0|140.908
llnl|master-aqueous|Sc|Sc+3|||||||0|44.956
llnl|master-aqueous|Sm|Sm+3|||||||0|150.36
llnl|master-aqueous|Yb|Yb+3|||||||0|173.04
llnl|master-aqueous|Ce(3)|Ce+3|||||||0|140.12
llnl|master-aqueous|Dy(3)|Dy+3|||||||0|162.5
llnl|master-aqueous|Er(3)|Er+3|||||||0|167.26
llnl|master-aqueous|Eu(3)|Eu+3|||||||0|151.96
llnl|master-aqueous|Gd(3)|Gd+3|||||||0|157.25
llnl|master-aqueous|La(3)|La+3|||||||0|138.906
llnl|master-aqueous|Pr(3)|Pr+3|||||||0|140.908
llnl|master-aqueous|Sm(3)|Sm+3|||||||0|150.36
llnl|master-aqueous|Yb(3)|Yb+3|||||||0|173.04
llnl|aqueous|Ce+3|Ce+3 = Ce+3|0|||llnl|9|||
llnl|aqueous|Dy+3|Dy+3 = Dy+3|0|||llnl|5|||
llnl|aqueous|Er+3|Er+3 = Er+3|0|||llnl|5|||
llnl|aqueous|Eu+3|Eu+3 = Eu+3|0|||llnl|5|||
llnl|aqueous|Gd+3|Gd+3 = Gd+3|0|||llnl|5|||
llnl|aqueous|La+3|La+3 = La+3|0|||llnl|9|||
llnl|aqueous|Pr+3|Pr+3 = Pr+3|0|||llnl|9|||
llnl|aqueous|Sc+3|Sc+3 = Sc+3|0|||llnl|9|||
llnl|aqueous|Sm+3|Sm+3 = Sm+3|0|||llnl|9|||
llnl|aqueous|Yb+3|Yb+3 = Yb+3|0|||llnl|5|||
llnl|aqueous|Ce(CO3)2-|2 HCO3- + Ce+3 = Ce(CO3)2- + 2 H+|-8.1576|||llnl|4|||
llnl|aqueous|CeCO3+|HCO3- + Ce+3 = CeCO3+ + H+|-2.9284|93.345|232.92 0.053153 -7118 -92.061 -111.14|llnl|4|||
llnl|aqueous|CeHCO3+2|HCO3- + Ce+3 = CeHCO3+2|1.919|8.77803|44.441 0.032077 -307.14 -20.622 -4.806|llnl|4.5|||
llnl|aqueous|CeO+|H2O + Ce+3 = CeO+ + 2 H+|-16.4103|112.202|198.81 0.031302 -14331 -71.323 -223.68|llnl|4|||
llnl|aqueous|CeO2-|2 H2O + Ce+3 = CeO2- + 4 H+|-38.758|308.503|100.59 0.0034824 -15873 -33.056 -476560|llnl|4|||
llnl|aqueous|CeO2H|2 H2O + Ce+3 = CeO2H + 3 H+|-26.1503|228.17|356.5 0.046708 -24320 -127.31 -379.59|llnl|3|||
llnl|aqueous|CeOH+2|H2O + Ce+3 = CeOH+2 + H+|-8.4206|73.2911|75.809 0.012863 -6724.4 -26.473 -104.95|llnl|4.5|||
llnl|aqueous|CeSO4+|SO4-2 + Ce+3 = CeSO4+|-3.687|19.2464|301.56 0.085149 -11025 -118.66 -172.13|llnl|4|||
llnl|aqueous|Dy(CO3)2-|2 HCO3- + Dy+3 = Dy(CO3)2- + 2 H+|-7.4576|||llnl|4|||
llnl|aqueous|Dy(SO4)2-|2 SO4-2 + Dy+3 = Dy(SO4)2-|5|||llnl|4|||
llnl|aqueous|DyCO3+|HCO3- + Dy+3 = DyCO3+ + H+|-2.3324|89.1108|237.42 0.054342 -6995.3 -93.949 -109.22|llnl|4|||
llnl|aqueous|DyHCO3+2|HCO3- + Dy+3 = DyHCO3+2|1.6991|7.10443|28.465 0.030703 392.29 -15.036 6.1127|llnl|4.5|||
llnl|aqueous|DyO+|H2O + Dy+3 = DyO+ + 2 H+|-16.1171|108.018|190.69 0.030358 -13796 -68.532 -215.32|llnl|4|||
llnl|aqueous|DyO2-|2 H2O + Dy+3 = DyO2- + 4 H+|-33.4804|273.776|77.395 0.00044204 -13570 -24.546 -423200|llnl|4|||
llnl|aqueous|DyO2H|2 H2O + Dy+3 = DyO2H + 3 H+|-24.8309|217.71|335.76 0.046004 -22868 -120.27 -356.93|llnl|3|||
llnl|aqueous|DyOH+2|H2O + Dy+3 = DyOH+2 + H+|-7.8342|76.6383|70.856 0.012473 -6241.9 -24.841 -97.42|llnl|4.5|||
llnl|aqueous|DySO4+|SO4-2 + Dy+3 = DySO4+|3.643|20.5016|306.72 0.086459 -9038.6 -120.63 -141.13|llnl|4|||
llnl|aqueous|Er(CO3)2-|2 HCO3- + Er+3 = Er(CO3)2- + 2 H+|-7.2576|||llnl|4|||
llnl|aqueous|Er(SO4)2-|2 SO4-2 + Er+3 = Er(SO4)2-|5|||llnl|4|||
llnl|aqueous|ErCO3+|HCO3- + Er+3 = ErCO3+ + H+|-2.1858|87.0188|238.38 0.054549 -6943.3 -94.373 -108.41|llnl|4|||
llnl|aqueous|ErHCO3+2|HCO3- + Er+3 = ErHCO3+2|1.7724|5.01243|32.45 0.030822 316.01 -16.528 4.9212|llnl|4.5|||
llnl|aqueous|ErO+|H2O + Er+3 = ErO+ + 2 H+|-15.9705|105.508|175.56 0.028655 -13134 -63.05 -204.99|llnl|4|||
llnl|aqueous|ErO2-|2 H2O + Er+3 = ErO2- + 4 H+|-32.6008|266.245|149.87 0.0091241 -18521 -49.74 -289.05|llnl|4|||
llnl|aqueous|ErO2H|2 H2O + Er+3 = ErO2H + 3 H+|-24.3178|212.689|314.93 0.044381 -21821 -112.87 -340.59|llnl|3|||
llnl|aqueous|ErOH+2|H2O + Er+3 = ErOH+2 + H+|-7.7609|74.5463|57.142 0.010986 -5668.4 -19.867 -88.467|llnl|4.5|||
llnl|aqueous|ErSO4+|SO4-2 + Er+3 = ErSO4+|3.5697|20.3008|303.63 0.085667 -8966.7 -119.42 -140.01|llnl|4|||
llnl|aqueous|Eu(CO3)2-|2 HCO3- + Eu+3 = Eu(CO3)2- + 2 H+|-8.3993|||llnl|4|||
llnl|aqueous|Eu(CO3)3-3|3 HCO3- + Eu+3 = Eu(CO3)3-3 + 3 H+|-16.8155|||llnl|4|||
llnl|aqueous|Eu(OH)2CO3-|2 H2O + HCO3- + Eu+3 = Eu(OH)2CO3- + 3 H+|-17.8462|||llnl|4|||
llnl|aqueous|Eu(SO4)2-|2 SO4-2 + Eu+3 = Eu(SO4)2-|5.4693|25.627|451.78 0.12285 -13400 -176.97 -209.22|llnl|4|||
llnl|aqueous|EuCO3+|HCO3- + Eu+3 = EuCO3+ + H+|-2.4057|90.7844|235.48 0.053819 -6990.8 -93.137 -109.15|llnl|4|||
llnl|aqueous|EuHCO3+2|HCO3- + Eu+3 = EuHCO3+2|1.6258|8.77803|39.266 0.031608 -98.731 -18.875 -1.5524|llnl|4.5|||
llnl|aqueous|EuO+|H2O + Eu+3 = EuO+ + 2 H+|-16.337|110.947|188.76 0.030194 -13836 -67.77 -215.95|llnl|4|||
llnl|aqueous|EuO2-|2 H2O + Eu+3 = EuO2- + 4 H+|-34.5066|281.307|75.244 0.00037089 -13587 -23.859 -467130|llnl|4|||
llnl|aqueous|EuO2H|2 H2O + Eu+3 = EuO2H + 3 H+|-25.4173|222.313|367.54 0.053868 -24034 -132.72 -375.14|llnl|3|||
llnl|aqueous|EuOH(CO3)2-2|2 HCO3- + H2O + Eu+3 = EuOH(CO3)2-2 + 3 H+|-15.176|||llnl|4|||
llnl|aqueous|EuOH+2|H2O + Eu+3 = EuOH+2 + H+|-7.9075|78.0065|67.691 0.012066 -6187.1 -23.617 -96.563|llnl|4.5|||
llnl|aqueous|EuOHCO3|HCO3- + H2O + Eu+3 = EuOHCO3 + 2 H+|-8.4941|||llnl|3|||
llnl|aqueous|EuSO4+|SO4-2 + Eu+3 = EuSO4+|3.643|62.3416|305.87 0.086208 -9038.7 -120.26 -141.13|llnl|4|||
llnl|aqueous|Gd(CO3)2-|2 HCO3- + Gd+3 = Gd(CO3)2- + 2 H+|-7.5576|||llnl|4|||
llnl|aqueous|Gd(SO4)2-|2 SO4-2 + Gd+3 = Gd(SO4)2-|5.1|||llnl|4|||
llnl|aqueous|GdCO3+|HCO3- + Gd+3 = GdCO3+ + H+|-2.479|89.9476|236.28 0.0541 -7074.6 -93.413 -110.46|llnl|4|||
llnl|aqueous|GdHCO3+2|HCO3- + Gd+3 = GdHCO3+2|1.6991|10.0332|41.973 0.032521 -234.75 -19.864 -3.6757|llnl|4.5|||
llnl|aqueous|GdO+|H2O + Gd+3 = GdO+ + 2 H+|-16.337|113.039|205.99 0.032521 -14547 -74.048 -227.05|llnl|4|||
llnl|aqueous|GdO2-|2 H2O + Gd+3 = GdO2- + 4 H+|-34.4333|283.817|120.67 0.0066276 -15531 -40.448 -435870|llnl|4|||
llnl|aqueous|GdO2H|2 H2O + Gd+3 = GdO2H + 3 H+|-25.2707|224.405|363.24 0.047938 -24275 -129.88 -378.89|llnl|3|||
llnl|aqueous|GdOH+2|H2O + Gd+3 = GdOH+2 + H+|-7.9075|79.9855|83.265 0.014153 -6822.9 -29.301 -106.49|llnl|4.5|||
llnl|aqueous|GdSO4+|SO4-2 + Gd+3 = GdSO4+|-3.687|20.0832|307.83 0.086798 -11246 -121.09 -175.57|llnl|4|||
llnl|aqueous|La(CO3)2-|2 HCO3- + La+3 = La(CO3)2- + 2 H+|-8.8576|||llnl|4|||
llnl|aqueous|La(SO4)2-|2 SO4-2 + La+3 = La(SO4)2-|5.1|||llnl|4|||
llnl|aqueous|La5(OH)9+6|9 H2O + 5 La+3 = La5(OH)9+6 + 9 H+|-71.1557|||llnl|6|||
llnl|aqueous|LaCO3+|La+3 + HCO3- = LaCO3+ + H+|-3.212|89.5292|230.46 0.052419 -7106.3 -91.109 -110.95|llnl|4|||
llnl|aqueous|LaHCO3+2|La+3 + HCO3- = LaHCO3+2|1.9923|6.68603|36.032 0.030405 51.281 -17.478 0.78933|llnl|4.5|||
llnl|aqueous|LaO+|La+3 + H2O = LaO+ + 2 H+|-18.1696|121.407|186.91 0.029275 -14385 -66.906 -224.52|llnl|4|||
llnl|aqueous|LaO2-|2 H2O + La+3 = LaO2- + 4 H+|-40.8105|318.126|183.74 0.012355 -22472 -61.779 -350.7|llnl|4|||
llnl|aqueous|LaO2H|2 H2O + La+3 = LaO2H + 3 H+|-27.9095|237.375|338.62 0.044808 -24083 -120.88 -375.89|llnl|3|||
llnl|aqueous|LaOH+2|La+3 + H2O = LaOH+2 + H+|-8.6405|82.4959|65.529 0.011104 -6392 -22.646 -99.76|llnl|4.5|||
llnl|aqueous|LaSO4+|SO4-2 + La+3 = LaSO4+|3.643|18.4096|306.57 0.084093 -9107.4 -120.19 -142.2|llnl|4|||
llnl|aqueous|Pr(CO3)2-|2 HCO3- + Pr+3 = Pr(CO3)2- + 2 H+|-8.1076|||llnl|4|||
llnl|aqueous|Pr(SO4)2-|2 SO4-2 + Pr+3 = Pr(SO4)2-|4.9|||llnl|4|||
llnl|aqueous|PrCO3+|Pr+3 + HCO3- = PrCO3+ + H+|-2.7722|92.458|220.79 0.052156 -6582.1 -87.701 -102.77|llnl|4|||
llnl|aqueous|PrHCO3+2|Pr+3 + HCO3- = PrHCO3+2|1.919|-12.9788|22.01 0.028541 1457.4 -13.522 22.734|llnl|4.5|||
llnl|aqueous|PrO+|Pr+3 + H2O = PrO+ + 2 H+|-17.29|117.642|179.27 0.029467 -13815 -64.259 -215.62|llnl|4|||
llnl|aqueous|PrO2-|2 H2O + Pr+3 = PrO2- + 4 H+|-37.5852|301.39|-44.48 -0.016327 -7903.1 19.348 -854400|llnl|4|||
llnl|aqueous|PrO2H|2 H2O + Pr+3 = PrO2H + 3 H+|-26.5901|231.517|339.3 0.044894 -23769 -121.06 -370.99|llnl|3|||
llnl|aqueous|PrOH+2|Pr+3 + H2O = PrOH+2 + H+|-8.274|81.2407|56.599 0.011073 -5919.7 -19.525 -92.388|llnl|4.5|||
llnl|aqueous|PrSO4+|SO4-2 + Pr+3 = PrSO4+|-3.687|19.6648|291.56 0.084671 -10638 -115.09 -166.08|llnl|4|||
llnl|aqueous|Sm(CO3)2-|2 HCO3- + Sm+3 = Sm(CO3)2- + 2 H+|-7.8576|||llnl|4|||
llnl|aqueous|Sm(SO4)2-|2 SO4-2 + Sm+3 = Sm(SO4)2-|5.2|||llnl|4|||
llnl|aqueous|SmCO3+|Sm+3 + HCO3- = SmCO3+ + H+|-2.479|89.1108|234.86 0.053703 -7019.3 -92.863 -109.6|llnl|4|||
llnl|aqueous|SmHCO3+2|Sm+3 + HCO3- = SmHCO3+2|1.7724|9.19643|55.52 0.033265 -731.42 -24.727 -11.43|llnl|4.5|||
llnl|aqueous|SmO+|Sm+3 + H2O = SmO+ + 2 H+|-16.4837|113.039|185.54 0.030198 -13791 -66.588 -215.26|llnl|4|||
llnl|aqueous|SmO2-|2 H2O + Sm+3 = SmO2- + 4 H+|-35.0197|285.909|13.508 -0.0083384 -10325 -1.5506 -673920|llnl|4|||
llnl|aqueous|SmO2H|2 H2O + Sm+3 = SmO2H + 3 H+|-25.9304|226.497|368.82 0.053761 -24317 -133.05 -379.56|llnl|3|||
llnl|aqueous|SmOH+2|Sm+3 + H2O = SmOH+2 + H+|-7.9808|79.1487|63.793 0.011977 -6085.2 -22.198 -94.972|llnl|4.5|||
llnl|aqueous|SmSO4+|Sm+3 + SO4-2 = SmSO4+|3.643|20.0832|305.97 0.086258 -9023.1 -120.32 -140.89|llnl|4|||
llnl|aqueous|Yb(CO3)2-|2 HCO3- + Yb+3 = Yb(CO3)2- + 2 H+|-7.0576|||llnl|4|||
llnl|aqueous|Yb(SO4)2-|2 SO4-2 + Yb+3 = Yb(SO4)2-|5.1|||llnl|4|||
llnl|aqueous|YbCO3+|Yb+3 + HCO3- = YbCO3+ + H+|-2.0392|82.8348|235.33 0.054436 -6787.1 -93.28 -105.98|llnl|4|||
llnl|aqueous|YbHCO3+2|Yb+3 + HCO3- = YbHCO3+2|1.8398|5.43083|39.175 0.031796 69.728 -19.002 1.0762|llnl|4.5|||
llnl|aqueous|YbO+|Yb+3 + H2O = YbO+ + 2 H+|-15.7506|105.508|176.75 0.029078 -13106 -63.534 -204.56|llnl|4|||
llnl|aqueous|YbO2-|2 H2O + Yb+3 = YbO2- + 4 H+|-32.6741|267.918|155.29 0.010053 -18749 -51.764 -292.6|llnl|4|||
llnl|aqueous|YbO2H|2 H2O + Yb+3 = YbO2H + 3 H+|-23.878|211.016|321.48 0.044821 -21971 -115.19 -342.93|llnl|3|||
llnl|aqueous|YbOH+2|Yb+3 + H2O = YbOH+2 + H+|-7.6143|74.9647|58.142 0.011402 -5648.8 -20.289 -88.16|llnl|4.5|||
llnl|aqueous|YbSO4+|Yb+3 + SO4-2 = YbSO4+|3.5697|1424.65|306.75 0.086527 -9029.8 -120.69 -140.99|llnl|4|||
llnl|phase|Ce(OH)3|Ce(OH)3 + 3 H+ = Ce+3 + 3 H2O|19.8852|||||||
llnl|phase|Ce(OH)3(am)|Ce(OH)3 + 3 H+ = Ce+3 + 3 H2O|21.1852|||||||
llnl|phase|Ce2(CO3)3:8H2O|Ce2(CO3)3:8H2O + 3 H+ = 2 Ce+3 + 3 HCO3- + 8 H2O|-4.1136|||||||
llnl|phase|Dy(OH)3|Dy(OH)3 + 3 H+ = Dy+3 + 3 H2O|15.8852|||||||
llnl|phase|Dy(OH)3(am)|Dy(OH)3 + 3 H+ = Dy+3 + 3 H2O|17.4852|||||||
llnl|phase|Dy2(CO3)3|Dy2(CO3)3 + 3 H+ = 2 Dy+3 + 3 HCO3-|-3.0136|||||||
llnl|phase|Er(OH)3|Er(OH)3 + 3 H+ = Er+3 + 3 H2O|14.9852|||||||
llnl|phase|Er(OH)3(am)|Er(OH)3 + 3 H+ = Er+3 + 3 H2O|18.9852|||||||
llnl|phase|Er2(CO3)3|Er2(CO3)3 + 3 H+ = 2 Er+3 + 3 HCO3-|-2.6136|||||||
llnl|phase|Eu(OH)3|Eu(OH)3 + 3 H+ = Eu+3 + 3 H2O|15.3482|-126.897|-63.077 -0.0061421 8732.3 20.595 148.31|||||
llnl|phase|Eu2(CO3)3:3H2O|Eu2(CO3)3:3H2O + 3 H+ = 2 Eu+3 + 3 H2O + 3 HCO3-|-5.8707|-137.512|-141.34 -0.04024 9588.3 46.591 162.87|||||
llnl|phase|Eu2(SO4)3:8H2O|Eu2(SO4)3:8H2O = 2 Eu+3 + 3 SO4-2 + 8 H2O|-10.8524|-86.59|-56.582 -0.038846 3382.1 18.561 57.452|||||
llnl|phase|EuOHCO3|EuOHCO3 + 2 H+ = Eu+3 + H2O + HCO3-|2.5239|||||||
llnl|phase|Gd(OH)3|Gd(OH)3 + 3 H+ = Gd+3 + 3 H2O|15.5852|||||||
llnl|phase|Gd(OH)3(am)|Gd(OH)3 + 3 H+ = Gd+3 + 3 H2O|17.9852|||||||
llnl|phase|Gd2(CO3)3|Gd2(CO3)3 + 3 H+ = 2 Gd+3 + 3 HCO3-|-3.7136|||||||
llnl|phase|La(OH)3|La(OH)3 + 3 H+ = La+3 + 3 H2O|20.2852|||||||
llnl|phase|La(OH)3(am)|La(OH)3 + 3 H+ = La+3 + 3 H2O|23.4852|||||||
llnl|phase|La2(CO3)3:8H2O|La2(CO3)3:8H2O + 3 H+ = 2 La+3 + 3 HCO3- + 8 H2O|-4.3136|||||||
llnl|phase|NiSO4|NiSO4 = Ni+2 + SO4-2|5.3197|-90.5092|-188.78 -0.076403 7941.2 76.866 123.97|||||
llnl|phase|NiSO4:6H2O(alpha)|NiSO4:6H2O = Ni+2 + SO4-2 + 6 H2O|-2.0072|4.37983|-119.37 -0.013785 4154.3 43.454 70.587|||||
llnl|phase|Pr(OH)3|Pr(OH)3 + 3 H+ = Pr+3 + 3 H2O|19.5852|||||||
llnl|phase|Pr(OH)3(am)|Pr(OH)3 + 3 H+ = Pr+3 + 3 H2O|21.0852|||||||
llnl|phase|Pr2(CO3)3|Pr2(CO3)3 + 3 H+ = 2 Pr+3 + 3 HCO3-|-3.8136|||||||
llnl|phase|Sm(OH)3|Sm(OH)3 + 3 H+ = Sm+3 + 3 H2O|16.4852|||||||
llnl|phase|Sm(OH)3(am)|Sm(OH)3 + 3 H+ = Sm+3 + 3 H2O|18.5852|||||||
llnl|phase|Sm2(CO3)3|Sm2(CO3)3 + 3 H+ = 2 Sm+3 + 3 HCO3-|-3.5136|||||||
llnl|phase|Sm2(SO4)3|Sm2(SO4)3 = 2 Sm+3 + 3 SO4-2|-9.8|||||||
llnl|phase|Yb(OH)3|Yb(OH)3 + 3 H+ = Yb+3 + 3 H2O|14.6852|||||||
llnl|phase|Yb(OH)3(am)|Yb(OH)3 + 3 H+ = Yb+3 + 3 H2O|18.9852|||||||
llnl|phase|Yb2(CO3)3|Yb2(CO3)3 + 3 H+ = 2 Yb+3 + 3 HCO3-|-2.3136|||||||
`;

/** Constants of mine waters and of liquors of critical metals; a test holds them to the data set. */
export const liquorConstants = [...mineWaterConstants, ...constantsFrom(printed)];

let made: ChemistryDatabase | undefined;

/** The database of these constants, with the corrections of the table relode, made at first use. */
export function liquorDatabase(): ChemistryDatabase {
  made ??= chemistryTable(liquorConstants, "relode", atomicWeightsGPerMol);
  return made;
}
