import { atLeast, atMost } from "../requirement.ts";
import { costFamilies, type Route } from "../route.ts";

const rareEarths = ["La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Y"];

/** Routes for slag, dust and mine water. */
export const thermalAndWaterRoutes: readonly Route[] = [
  {
    id: "slag-fuming",
    name: "fuming or plasma treatment of slag",
    wasteTypes: ["slag", "dross-dust", "leach-residue"],
    steps: ["drying", "fuming furnace", "off-gas dust capture", "dust leach", "slag granulation"],
    product: "zinc-lead-germanium-indium fume, clean slag, matte or alloy",
    targets: [
      {
        elements: ["Zn", "Pb", "Ge", "In", "Sn", "Ga", "Cd"],
        hosts: ["glass", "oxide", "silicate", "sulfate"],
        recovery: { low: 0.6, mode: 0.8, high: 0.92 },
        evidence: "judged",
        source: "Jak and Hayes (2002), Canadian Metallurgical Quarterly 41 (zinc fuming); recalled",
      },
      {
        elements: ["Co", "Cu", "Ni"],
        hosts: ["glass", "silicate", "metal"],
        recovery: { low: 0.4, mode: 0.65, high: 0.85 },
        evidence: "judged",
        source: "Jones and others (2002), Pyrometallurgy of cobalt in slag by DC arc furnace; recalled",
      },
    ],
    requirements: [
      atLeast("powerAvailable", 10, "an electric furnace takes 0.6-1 MWh a tonne of cold slag"),
      atLeast("tonnes", 5e5, "a furnace must be paid back"),
    ],
    readiness: 8,
    cost: { lowUsdPerT: 80, highUsdPerT: 200, source: costFamilies.refinery.source },
    leaves: "granulated slag for cement or fill; off-gas to scrub",
    whenNot: "metal contents below a few per cent together",
  },
  {
    id: "dust-leach",
    name: "leach and cementation of flue dust",
    wasteTypes: ["dross-dust"],
    steps: ["pulping", "agitated leach", "filtration", "cementation", "solvent extraction", "precipitation"],
    product: "germanium, indium, cadmium and rhenium concentrates",
    targets: [
      {
        elements: ["Ge", "In", "Cd", "Zn", "Re", "Tl", "Se", "Te", "Ga"],
        hosts: ["sulfate", "oxide", "glass"],
        recovery: { low: 0.5, mode: 0.72, high: 0.88 },
        evidence: "judged",
        source: "Moskalyk (2004), Minerals Engineering 17, 393-402 (germanium); recalled",
      },
    ],
    requirements: [
      atMost("mercury", 100, "mercury must be kept out of the circuit", "helps"),
      atMost("arsenic", 50_000, "arsenic must be fixed as scorodite", "helps"),
    ],
    readiness: 8,
    cost: costFamilies.refinery,
    leaves: "lead-arsenic residue that is hazardous waste in most laws",
    whenNot: "dust that a smelter takes back at no charge",
  },
  {
    id: "amd-staged-neutralisation",
    name: "staged neutralisation of acid drainage with capture",
    wasteTypes: ["amd-source"],
    steps: [
      "iron and aluminium removal at pH 4-5",
      "capture at pH 6-8.5",
      "dewatering",
      "re-leach",
      "solvent extraction",
      "oxalate precipitation",
    ],
    product: "rare-earth, cobalt and manganese preconcentrate",
    targets: [
      {
        elements: [...rareEarths, "Sc"],
        hosts: ["dissolved"],
        recovery: { low: 0.6, mode: 0.8, high: 0.95 },
        evidence: "judged",
        source: "Zhang and Honaker (2018), International Journal of Coal Geology 195, 189-199; recalled",
      },
      {
        elements: ["Co", "Ni", "Zn", "Mn", "V", "Cu"],
        hosts: ["dissolved"],
        recovery: { low: 0.5, mode: 0.75, high: 0.9 },
        evidence: "judged",
        source: "hydroxide solubility (relode chemistry titrate shows it for this water); losses by judgement",
      },
    ],
    requirements: [
      atMost("waterPh", 4.5, "above pH 5 the metals have already precipitated underground or in the sludge"),
      atLeast("waterFlow", 5, "small flows do not carry a plant", "helps"),
    ],
    readiness: 7,
    cost: {
      lowUsdPerT: 0.3,
      highUsdPerT: 3,
      source: "judged: USD per cubic metre treated, lime plants; credited where treatment is due anyway",
    },
    leaves: "treated water, iron-aluminium sludge",
    whenNot: "net-alkaline drainage",
  },
  {
    id: "amd-sludge-leach",
    name: "leach of treatment sludge",
    wasteTypes: ["amd-sludge"],
    steps: ["dewatering", "selective acid leach", "solvent extraction", "oxalate precipitation", "calcination"],
    product: "mixed rare-earth oxide, cobalt and nickel hydroxide",
    targets: [
      {
        elements: [...rareEarths, "Sc", "Co", "Ni", "Mn"],
        hosts: ["iron oxyhydroxide", "carbonate", "sulfate", "oxide"],
        recovery: { low: 0.6, mode: 0.8, high: 0.9 },
        evidence: "judged",
        source: "Ziemkiewicz and others (2019), pilot reports of West Virginia University; recalled",
      },
    ],
    requirements: [
      atMost("carbonate", 30, "unreacted lime uses acid", "helps"),
      atLeast("tonnes", 1e4, "a campaign needs feed", "helps"),
    ],
    readiness: 6,
    cost: costFamilies.refinery,
    leaves: "iron residue; sludge volume falls",
    whenNot: "fresh sludge that is mostly water and gypsum",
  },
  {
    id: "brine-sorption",
    name: "selective sorption from brine or process water",
    wasteTypes: ["brine", "amd-source"],
    steps: ["filtration", "ion exchange or sorbent columns", "elution", "precipitation or crystallisation"],
    product: "lithium, rubidium, caesium or uranium salt",
    targets: [
      {
        elements: ["Li", "Rb", "Cs", "U", "Ga", "Ge", "In"],
        hosts: ["dissolved"],
        recovery: { low: 0.5, mode: 0.75, high: 0.92 },
        evidence: "judged",
        source:
          "Vera and others (2023), Nature Reviews Earth and Environment 4, 149-165 (direct lithium extraction); recalled",
      },
    ],
    requirements: [atLeast("waterFlow", 5, "columns need a steady flow", "helps")],
    readiness: 7,
    cost: { lowUsdPerT: 0.5, highUsdPerT: 5, source: "judged: USD per cubic metre treated" },
    leaves: "spent eluate; the water goes on to treatment",
    whenNot: "competing ions at a thousand times the target without a selective sorbent",
  },
];
