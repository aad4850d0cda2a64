import type { EvidenceGrade } from "../evidence/estimate.ts";
import { Figures } from "./figureList.ts";
import { moneyFigures, returnFigures } from "./moneyFigures.ts";
import { bandOf } from "../resource/band.ts";
import type { Assessment } from "./assess.ts";
import type { Figure, Stage } from "./figure.ts";
import type { YieldEvidence } from "./site.ts";

const gradeOf: Readonly<Record<YieldEvidence, EvidenceGrade>> = {
  measured: "A",
  published: "B",
  flowsheet: "D",
  judged: "D",
  synthetic: "S",
};

/**
 * Every number that a report shows, with its unit, band, grade of evidence and the numbers or sources that it was made from, so that each
 * can be walked back. Bands are mean and P5, P50, P95 over the realisations.
 */
export function assessmentFigures(assessment: Assessment): readonly Figure[] {
  const { site, project, realisations, ore, draws } = assessment;
  const figures = new Figures();
  const bodyGrade: EvidenceGrade = site.declared === "synthetic" ? "S" : "A";
  const resource = `${site.resource}: assays, surfaces and densities of relode resource estimate`;
  const input = (
    stage: Stage,
    id: string,
    name: string,
    unit: string,
    values: Float64Array,
    evidence: EvidenceGrade,
    source: string,
  ) => figures.input({ id, stage, name, unit, interval: bandOf(values), evidence, source });
  input("body", "body.tonnes", "dry mass of the body", "t dry", realisations.dugTonnes, bodyGrade, resource);
  for (const [element, values] of realisations.containedT)
    input(
      "body",
      `body.${element}`,
      `contained ${element}`,
      "t",
      values,
      bodyGrade,
      `${resource}, realisations of ${site.elements.get(element)}`,
    );
  const money = `${project.currency} of ${project.moneyYear}`;
  const drawn = (name: string) =>
    draws.quantities.find((quantity) => quantity.name === name)?.values ?? new Float64Array(ore.realisations);
  input(
    "mining",
    "mining.cost",
    "cost of digging",
    `${money}/t dry`,
    drawn("mining.cost"),
    site.declared === "synthetic" ? "S" : "D",
    site.mining.source,
  );
  for (const route of site.routes) {
    const grade = gradeOf[route.evidence];
    const words = `${route.evidence}: ${route.source}`;
    for (const element of route.recovery.keys())
      input(
        "route",
        `${route.id}.recovery.${element}`,
        `recovery of ${element} by ${route.name}`,
        "fraction",
        drawn(`${route.id}.recovery.${element}`),
        grade,
        words,
      );
    input(
      "route",
      `${route.id}.cost`,
      `operating cost of ${route.name}`,
      `${money}/t dry`,
      drawn(`${route.id}.cost`),
      grade,
      words,
    );
    const rates = [
      ["power", "power", "kWh/t dry"],
      ["water", "make-up water", "m3/t dry"],
      ["co2", "emissions", "kg CO2e/t dry"],
    ] as const;
    for (const [key, name, unit] of rates)
      if (draws.quantities.some((quantity) => quantity.name === `${route.id}.${key}`))
        input(
          "route",
          `${route.id}.${key}`,
          `${name} of ${route.name}`,
          unit,
          drawn(`${route.id}.${key}`),
          grade,
          words,
        );
    for (const name of route.reagents.keys())
      input(
        "route",
        `${route.id}.reagent.${name}`,
        `${name} of ${route.name}`,
        "kg/t dry",
        drawn(`${route.id}.reagent.${name}`),
        grade,
        words,
      );
  }
  resultFigures(assessment, figures, money);
  return figures.list;
}

function resultFigures(
  { site, project, realisations, npv, ore, draws, returns }: Assessment,
  figures: Figures,
  money: string,
): void {
  const ids = (suffix: string) => site.routes.map(({ id }) => `${id}.${suffix}`);
  const routeCosts = ids("cost");
  const bodyIds = ["body.tonnes", ...[...site.elements.keys()].map((element) => `body.${element}`)];
  for (const [element, values] of realisations.containedT)
    figures.result(
      "body",
      `grade.${element}`,
      `mean grade of ${element}`,
      "ppm",
      bandOf(values.map((tonnes, k) => (1e6 * tonnes) / realisations.dugTonnes[k])),
      ["body.tonnes", `body.${element}`],
      "contained metal over dry mass, realisation by realisation",
    );
  const treated = bandOf(realisations.treatedTonnes);
  figures.result(
    "mining",
    "mining.treated",
    "dry mass sent to a route",
    "t dry",
    treated,
    [...bodyIds, ...routeCosts],
    "blocks whose expected value pays the route; the rest is moved and laid down again",
  );
  for (const [element, values] of realisations.treatedMetalT)
    figures.result(
      "mining",
      `treated.${element}`,
      `${element} sent to a route`,
      "t",
      bandOf(values),
      [`body.${element}`, "mining.treated"],
      "sum over blocks routed",
    );
  for (const [element, values] of realisations.wonT) {
    const from = site.routes
      .filter((route) => route.recovery.has(element))
      .map(({ id }) => `${id}.recovery.${element}`);
    if (from.length > 0)
      figures.result(
        "products",
        `won.${element}`,
        `${element} recovered over ${ore.years} years`,
        "t",
        bandOf(values),
        [`treated.${element}`, ...from],
        "metal sent × recovery, realisation by realisation",
      );
  }
  const flows = [
    ["power", "powerMwh", "power", "MWh"],
    ["water", "waterM3", "make-up water", "m3"],
    ["co2", "co2T", "emissions", "t CO2e"],
  ] as const;
  for (const [key, field, name, unit] of flows) {
    const from = ids(key).filter((id) => figures.list.some((figure) => figure.id === id));
    if (from.length > 0)
      figures.result(
        "water and energy",
        `total.${key}`,
        `${name} over the life`,
        unit,
        bandOf(realisations[field]),
        ["mining.treated", ...from],
        "tonnes treated × rate",
      );
  }
  for (const [name, values] of realisations.reagentT) {
    const from = ids(`reagent.${name}`).filter((id) => figures.list.some((figure) => figure.id === id));
    figures.result(
      "water and energy",
      `total.reagent.${name}`,
      `${name} over the life`,
      "t",
      bandOf(values),
      ["mining.treated", ...from],
      "tonnes treated × dose",
    );
  }
  const terms = moneyFigures(project, site, draws, figures, money);
  const won = figures.list.filter(({ id }) => id.startsWith("won.")).map(({ id }) => id);
  figures.result(
    "mining",
    "mining.residue",
    "dry mass to be laid down again",
    "t dry",
    bandOf(realisations.dugTonnes.map((tonnes, k) => tonnes - sumAt(realisations.wonT, k))),
    ["body.tonnes", ...won],
    "all that is dug less the metal won; reagents left in it are not counted",
  );
  figures.result(
    "decision",
    "npv",
    "net present value",
    money,
    npv,
    [...won, ...terms, "mining.cost", ...routeCosts],
    `cash flow after tax at ${(100 * project.discountRate).toFixed(1)} % ${project.basis}, realisation by realisation`,
  );
  returnFigures(returns, figures, money);
}

function sumAt(columns: ReadonlyMap<string, Float64Array>, k: number): number {
  let sum = 0;
  for (const values of columns.values()) sum += values[k];
  return sum;
}

/** What has no number because its site file gives no rate for it. */
export function silentFigures({ site }: Assessment): readonly string[] {
  const lacks = (has: (route: Assessment["site"]["routes"][number]) => boolean) =>
    site.routes.filter((route) => !has(route)).map(({ name }) => name);
  const words: [string, readonly string[]][] = [
    ["power", lacks((route) => route.powerKwhPerTonne !== null)],
    ["make-up water", lacks((route) => route.waterM3PerTonne !== null)],
    ["emissions", lacks((route) => route.co2KgPerTonne !== null)],
    ["reagents", lacks((route) => route.reagents.size > 0)],
  ];
  return words
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} of ${names.join(", ")}: not given in the site file, counted as none`);
}
