import type { EvidenceGrade, Interval } from "../evidence/estimate.ts";
import { weakerGrade } from "../evidence/estimate.ts";
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

/** Collects figures and looks up the grade of what they were made from. */
class Figures {
  readonly list: Figure[] = [];
  private readonly grades = new Map<string, EvidenceGrade>();

  /** An input: its grade is given, its source named. */
  input(figure: Omit<Figure, "from" | "how">): void {
    this.push({ ...figure, from: [], how: "input" });
  }

  /** A result: the weakest grade of what it was made from. */
  result(
    stage: Stage,
    id: string,
    name: string,
    unit: string,
    interval: Interval,
    from: readonly string[],
    how: string,
  ): void {
    const evidence = from.reduce<EvidenceGrade>(
      (grade, other) => weakerGrade(grade, this.grades.get(other) ?? "D"),
      "A",
    );
    this.push({ id, stage, name, unit, interval, evidence, from, source: "", how });
  }

  private push(figure: Figure): void {
    this.grades.set(figure.id, figure.evidence);
    this.list.push(figure);
  }
}

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

function resultFigures({ site, project, realisations, npv, ore }: Assessment, figures: Figures, money: string): void {
  const ids = (suffix: string) => site.routes.map(({ id }) => `${id}.${suffix}`);
  const routeCosts = ids("cost");
  const bodyIds = ["body.tonnes", ...[...site.elements.keys()].map((element) => `body.${element}`)];
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
  const capital = project.capital.reduce((sum, line) => sum + line.cost, 0);
  const flat = (value: number): Interval => ({ mean: value, p05: value, p50: value, p95: value });
  figures.input({
    id: "capital",
    stage: "money",
    name: "capital before its own uncertainty",
    unit: money,
    interval: flat(capital),
    evidence: site.declared === "synthetic" ? "S" : "D",
    source: `economics.capital of the site file: ${project.capital.map((line) => `${line.name} (${line.method})`).join(", ")}`,
  });
  for (const product of project.products)
    figures.input({
      id: `price.${product.name}`,
      stage: "money",
      name: `price of ${product.name} in the first year`,
      unit: `${money}/kg`,
      interval: flat(product.price[0]),
      evidence: site.declared === "synthetic" ? "S" : "D",
      source: `economics.products of the site file${product.priceModel === null ? ", constant" : ", then paths that return to their long-run price"}`,
    });
  const won = figures.list.filter(({ id }) => id.startsWith("won.")).map(({ id }) => id);
  const prices = project.products.map(({ name }) => `price.${name}`);
  figures.result(
    "decision",
    "npv",
    "net present value",
    money,
    npv,
    [...won, ...prices, "capital", "mining.cost", ...routeCosts],
    `cash flow after tax at ${(100 * project.discountRate).toFixed(1)} % ${project.basis}, realisation by realisation`,
  );
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
