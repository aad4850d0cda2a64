/** A mineral: ideal formula, density, mass magnetic susceptibility where one value is usual. */
export interface Mineral {
  readonly name: string;
  readonly formula: string;
  readonly densityKgPerM3: number;
  /** Order of magnitude only: it varies with iron content and grain size. */
  readonly susceptibilityM3PerKg: number | null;
}

/** name | formula | density in kg/m³ | mass susceptibility in 1e-9 m³/kg, empty where none is given */
const printed = `
quartz|SiO2|2650|-6
albite|NaAlSi3O8|2620|-5
orthoclase|KAlSi3O8|2560|-5
anorthite|CaAl2Si2O8|2750|-5
muscovite|KAl3Si3O12H2|2820|40
biotite|KMg2.5Fe0.5AlSi3O12H2|3090|500
chlorite|Mg5Al2Si3O18H8|2650|300
kaolinite|Al2Si2O9H4|2600|-20
illite|K0.65Al2.65Si3.35O12H2|2750|15
montmorillonite|Na0.33Al1.67Mg0.33Si4O12H2|2350|27
talc|Mg3Si4O12H2|2750|
serpentine|Mg3Si2O9H4|2550|60
olivine|Mg1.8Fe0.2SiO4|3320|360
enstatite|MgSiO3|3200|
diopside|CaMgSi2O6|3300|
hornblende|Ca2Mg4Al2Si7O24H2|3200|200
almandine|Fe3Al2Si3O12|4300|800
zircon|ZrSiO4|4650|-2
calcite|CaCO3|2710|-5
dolomite|CaMgC2O6|2850|10
magnesite|MgCO3|3000|-5
siderite|FeCO3|3960|1200
rhodochrosite|MnCO3|3700|1300
gypsum|CaSO4·2H2O|2320|-4
anhydrite|CaSO4|2970|-4
barite|BaSO4|4480|-4
celestine|SrSO4|3960|-4
jarosite|KFe3S2O14H6|3200|
alunite|KAl3S2O14H6|2740|
fluorite|CaF2|3180|-6
fluorapatite|Ca5P3O12F|3190|-5
goethite|FeOOH|4280|300
ferrihydrite|Fe(OH)3|3800|
hematite|Fe2O3|5260|600
magnetite|Fe3O4|5180|500000
ilmenite|FeTiO3|4720|1000
rutile|TiO2|4230|5
gibbsite|Al(OH)3|2400|
boehmite|AlOOH|3030|
corundum|Al2O3|4000|
pyrolusite|MnO2|5000|400
chromite|FeCr2O4|4600|
cassiterite|SnO2|6900|
wolframite|FeWO4|7300|400
scheelite|CaWO4|6100|
columbite|FeNb2O6|5300|300
tantalite|FeTa2O6|8000|300
pyrochlore|CaNaNb2O6F|4300|
monazite|CePO4|5150|120
xenotime|YPO4|4750|300
bastnasite|CeCO3F|4980|130
spodumene|LiAlSi2O6|3150|
lepidolite|KLi2AlSi4O10F2|2840|
petalite|LiAlSi4O10|2420|
pyrite|FeS2|5010|4
marcasite|FeS2|4890|
pyrrhotite|Fe7S8|4610|50000
chalcopyrite|CuFeS2|4190|30
chalcocite|Cu2S|5650|
covellite|CuS|4680|
bornite|Cu5FeS4|5070|
enargite|Cu3AsS4|4450|
tennantite|Cu12As4S13|4650|
sphalerite|ZnS|4050|-3
galena|PbS|7580|-4
pentlandite|Fe4.5Ni4.5S8|4800|
millerite|NiS|5500|
cobaltite|CoAsS|6330|
carrollite|CuCo2S4|4650|
linnaeite|Co3S4|4800|
arsenopyrite|FeAsS|6070|
molybdenite|MoS2|4700|
stibnite|Sb2S3|4630|
cinnabar|HgS|8180|
malachite|Cu2CO5H2|4050|
azurite|Cu3C2O8H2|3830|
chrysocolla|CuSiO3·2H2O|2400|
cuprite|Cu2O|6140|
brucite|Mg(OH)2|2390|
portlandite|Ca(OH)2|2240|
lime|CaO|3350|
periclase|MgO|3580|
wustite|FeO|5750|
fayalite|Fe2SiO4|4390|
zincite|ZnO|5660|
franklinite|ZnFe2O4|5200|
sulfur|S8|2070|
gold|Au|19300|
halite|NaCl|2170|
sylvite|KCl|1990|
water-ice|H2O|917|
`;

/**
 * Common minerals of mine waste with end-member formulas. Real grains carry substitutions: give a component its own formula
 * where an analysis is at hand.
 * @see Anthony et al., Handbook of Mineralogy (Mineralogical Society of America), calculated or measured densities, rounded
 * @see Hunt, Moskowitz and Banerjee (1995), Magnetic properties of rocks and minerals, AGU Reference Shelf 3, 189-204
 */
export const minerals: ReadonlyMap<string, Mineral> = new Map(
  printed
    .trim()
    .split("\n")
    .map((line) => {
      const [name, formula, density, susceptibility] = line.split("|");
      const mineral: Mineral = {
        name,
        formula,
        densityKgPerM3: Number(density),
        susceptibilityM3PerKg: susceptibility === "" ? null : Number(susceptibility) * 1e-9,
      };
      return [name, mineral];
    }),
);
