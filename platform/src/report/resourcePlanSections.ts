import { type Html, html, htmlTable, type HtmlColumn, type Section, trusted } from "./html.ts";

/** What a planning command left in the folder of a run: its JSON, read back, and its pictures by file name. */
export interface FoundPlan {
  readonly file: string;
  readonly json: unknown;
  readonly pictures: readonly { readonly name: string; readonly svg: string }[];
}

type Row = Readonly<Record<string, unknown>>;

interface PlanKind {
  /** The JSON file that the command writes. */
  readonly file: string;
  readonly id: string;
  readonly title: string;
  /** Pictures of the folder that belong to it. */
  readonly pictures: RegExp;
  readonly tables: (result: Row) => readonly Html[];
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const rowOf = (value: unknown): Row => (isRow(value) ? value : {});
const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value.filter(isRow) : []);
const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

/** A word or a number of a file as text; empty for anything else. */
const textOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? `${value}` : "");

/** Four significant digits; an en dash for what is no number. */
function figure(value: unknown, digits = 4): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  return new Intl.NumberFormat("en-GB", { maximumSignificantDigits: digits }).format(value);
}

/** Mean with P5 and P95 in brackets. */
function band(value: unknown): string {
  const { mean, p05, p95 } = rowOf(value);
  if (typeof mean !== "number") return "–";
  return typeof p05 === "number" ? `${figure(mean)} (${figure(p05)} – ${figure(p95)})` : figure(mean);
}

const percent = (value: unknown) => (typeof value === "number" ? figure(100 * value, 3) : "–");

function column(head: string, unit: string, cell: (row: Row) => string): HtmlColumn<Row> {
  return { head, unit, align: "right", cell };
}

const words = (head: string, key: string): HtmlColumn<Row> => ({
  head,
  cell: (row) => (typeof row[key] === "string" ? row[key] : "–"),
  wraps: true,
});

function scheduleTables(result: Row): readonly Html[] {
  const directions = rowsOf(result["directions"]);
  const best = directions.find((one) => one["azimuthDeg"] === result["best"]) ?? directions[0];
  const main = textOf(result["main"]);
  const metal = (row: Row) => rowsOf(row["metals"]).find((one) => one["name"] === main) ?? {};
  return [
    htmlTable(
      `Years, advance to azimuth ${figure(result["best"], 3)} degrees`,
      [
        column("Year", "", (row) => String(Number(row["group"]) + 1)),
        column("Dry tonnes", "t, mean (P5 – P95)", (row) => band(row["dryTonnes"])),
        column(`Contained ${main.replace(/_ppm$/, "")}`, "t, mean (P5 – P95)", (row) => band(metal(row)["metalT"])),
        column("Grade", "ppm, mean (P5 – P95)", (row) => band(metal(row)["meanGradePpm"])),
      ],
      rowsOf(best?.["years"]),
    ),
    htmlTable(
      `Directions, compared by ${textOf(result["comparedBy"])}`,
      [
        column("Azimuth", "degrees", (row) => figure(row["azimuthDeg"], 3)),
        column("Discounted metal", "t, mean (P5 – P95)", (row) => band(row["discountedMetalT"])),
        column("Discounted value", "million USD, mean (P5 – P95)", (row) => band(row["discountedValueMillionUsd"])),
        column("Best in", "% of the realisations", (row) => percent(row["bestShare"])),
      ],
      directions,
    ),
  ];
}

/** Rule, tonnes by class and what the rule saw in the blocks of each. */
function classTables(result: Row): readonly Html[] {
  const classes = rowsOf(result["classes"]);
  const whole = classes.reduce((sum, row) => sum + (Number(row["massDryTonnes"]) || 0), 0);
  const share = (row: Row) => (whole > 0 ? percent(Number(row["massDryTonnes"]) / whole) : "–");
  return [
    html`<p>Rule: ${textOf(result["rule"]) || "not given"}. A proposal: the competent person decides, and looks at continuity, data quality and economic prospects, which no rule sees. It stands beside the classes of the run itself and does not replace them.</p>`,
    htmlTable(
      "Tonnes by class under this rule",
      [
        words("Class", "class"),
        column("Blocks", "", (row) => figure(row["blocks"], 8)),
        column("Kriged dry tonnes", "t; one number: for intervals see the whole body", (row) =>
          figure(row["massDryTonnes"]),
        ),
        column("Share", "% of dry mass", share),
      ],
      classes,
    ),
    htmlTable(
      "Evidence: what the rule saw in the blocks of each class",
      [
        words("Class", "class"),
        words("Measure", "measure"),
        words("Unit", "unit"),
        column("Least", "", (row) => figure(row["least"], 3)),
        column("Mean", "", (row) => figure(row["mean"], 3)),
        column("Greatest", "", (row) => figure(row["greatest"], 3)),
      ],
      rowsOf(result["evidence"]),
    ),
  ];
}

function spacingTable(study: Row): Html {
  return htmlTable(
    `Error by spacing: ${textOf(study["domain"])}, ${textOf(study["variable"])}`,
    [
      column("Spacing", "m", (row) => figure(row["spacingM"])),
      { head: "Volume", cell: (row) => textOf(row["volume"]) },
      column("90 % error", "% of the estimate", (row) => percent(row["relativeError"])),
      column("Its standard error", "%, from the number of truths", (row) => percent(row["standardError"])),
      column("Bias", "%", (row) => percent(row["bias"])),
      column("Holes a panel", "", (row) => figure(row["holesPerPanel"], 3)),
    ],
    rowsOf(study["rows"]),
  );
}

const planKinds: readonly PlanKind[] = [
  {
    file: "classes.json",
    id: "plan-classes",
    title: "Classes by another rule",
    pictures: /^classes.*\.svg$/,
    tables: classTables,
  },
  {
    file: "recoverable.json",
    id: "plan-recoverable",
    title: "What small blocks hold above a cut-off",
    pictures: /^recoverable.*\.svg$/,
    tables: (result) => [
      htmlTable(
        `Recoverable above a cut-off of ${textOf(result["variable"]).replace(/_ppm$/, "")}`,
        [
          column("Cut-off", "ppm", (row) => figure(row["cutoffPpm"])),
          column("Conditioning: dry tonnes", "t, one number", (row) => figure(row["conditionedTonnes"])),
          column("Its grade", "ppm", (row) => figure(row["conditionedGradePpm"])),
          column("Realisations: dry tonnes", "t, mean (P5 – P95)", (row) => band(row["simulatedTonnes"])),
          column("Its grade", "ppm, mean (P5 – P95)", (row) => band(row["simulatedGradePpm"])),
          column("Kriged: dry tonnes", "t, smooth", (row) => figure(row["krigedTonnes"])),
        ],
        rowsOf(result["rows"]),
      ),
    ],
  },
  {
    file: "probability.json",
    id: "plan-probability",
    title: "Probability of reaching a cut-off",
    pictures: /^probability-.*\.svg$/,
    tables: (result) => [
      htmlTable(
        `Dry tonnes by probability, ${textOf(result["variable"])}`,
        [
          column("Cut-off", "ppm", (row) => figure(row["cutoffPpm"])),
          column("Expected", "t dry", (row) => figure(row["expectedTonnes"])),
          column("At 50 % or more", "t dry", (row) => figure(row["tonnesAt50"])),
          column("At 80 % or more", "t dry", (row) => figure(row["tonnesAt80"])),
        ],
        rowsOf(result["rows"]),
      ),
    ],
  },
  {
    file: "selection.json",
    id: "plan-selection",
    title: "What pays when prices move",
    pictures: /^selection.*\.svg$/,
    tables: (result) => [
      htmlTable(
        "Blocks chosen on expected grades, counted in each realisation",
        [
          column("Prices times", "", (row) => figure(row["priceFactor"], 3)),
          column("Blocks", "", (row) => figure(row["blocks"], 6)),
          column("Dry tonnes", "t, mean (P5 – P95)", (row) => band(row["massDryTonnes"])),
          column("Margin", `million USD${textOf(result["moneyYear"])}, mean (P5 – P95)`, (row) =>
            band(row["marginMillionUsd"]),
          ),
        ],
        rowsOf(result["rows"]),
      ),
    ],
  },
  {
    file: "schedule.json",
    id: "plan-schedule",
    title: "Order of mining",
    pictures: /^schedule.*\.svg$/,
    tables: scheduleTables,
  },
  {
    file: "next-holes.json",
    id: "plan-next-hole",
    title: "Where the next hole is worth most",
    pictures: /^next-holes\.svg$/,
    tables: (result) => [
      htmlTable(
        "Places by worth, the best twenty",
        [
          column("East", "m", (row) => figure(row["x"], 8)),
          column("North", "m", (row) => figure(row["y"], 8)),
          column("Worth", "USD", (row) => figure(row["worth"])),
          column("Standard error", "USD", (row) => figure(row["standardError"], 3)),
          column("Explains", "% of the value's variance", (row) => percent(row["explains"])),
        ],
        rowsOf(result["holes"]).slice(0, 20),
      ),
    ],
  },
  {
    file: "drill-spacing.json",
    id: "plan-drill-spacing",
    title: "How far apart holes may stand",
    pictures: /^drill-spacing.*\.svg$/,
    tables: (result) => {
      const studies = rowsOf(result["studies"]);
      return (studies.length > 0 ? studies : [result]).map(spacingTable);
    },
  },
  {
    file: "mineral-table.json",
    id: "plan-minerals",
    title: "Minerals, modelled from elements",
    pictures: /^minerals.*\.svg$/,
    tables: (result) => [
      htmlTable(
        "Minerals of the body (modelled, not measured)",
        [
          words("Mineral", "mineral"),
          column("Dry tonnes", "t, mean (P5 – P95)", (row) => band(row["dryTonnes"])),
          column("Share", "% of dry mass, mean (P5 – P95)", (row) => band(row["massPct"])),
        ],
        rowsOf(result["minerals"]),
      ),
    ],
  },
];

/** JSON files of plans, and which pictures of the folder belong to each. */
export const planFiles: readonly { readonly file: string; readonly pictures: RegExp }[] = planKinds.map(
  ({ file, pictures }) => ({ file, pictures }),
);

/** A plan's picture has one width: on a phone it scrolls, since its words would be too small to read. */
const unscaled = '<svg style="max-width:none" ';

/** A picture is put into the page as it is, so anything but what our own plots draw is left out. */
function isPlain(svg: string): boolean {
  return svg.trimStart().startsWith("<svg") && !/<script|<foreignObject|\son\w+\s*=|javascript:|href\s*=/i.test(svg);
}

/** What the command found in the data, where it left anything. */
function findings(issues: unknown): Html | null {
  const rows = rowsOf(issues).slice(0, 50);
  if (rows.length === 0) return null;
  return htmlTable(
    "Findings of this plan",
    [words("Severity", "severity"), words("Code", "code"), words("Where", "path"), words("What", "message")],
    rows,
  );
}

/** Sections of the report for the plans that were found, in a fixed order; one whose file is not understood shows what is in it of tables. */
export function resourcePlanSections(plans: readonly FoundPlan[]): Section[] {
  return planKinds.flatMap((kind): Section[] => {
    const plan = plans.find(({ file }) => file === kind.file);
    if (plan === undefined) return [];
    const whole = rowOf(plan.json);
    const result = isRow(whole["result"]) ? whole["result"] : whole;
    const notes = [...wordsOf(result["notes"]), ...wordsOf(result["assumptions"])];
    const when = rowOf(whole["manifest"])["finishedAt"];
    const run = rowsOf(rowOf(whole["manifest"])["inputs"]).find(({ name }) => name === "resource.json");
    const source =
      typeof when === "string"
        ? `Made ${when.slice(0, 10)} by relode resource, file ${plan.file}${run === undefined ? "" : `, from resource.json with SHA-256 ${textOf(run["sha256"]).slice(0, 12)}`}.`
        : `File ${plan.file}.`;
    return [
      {
        id: kind.id,
        title: kind.title,
        body: html`<p>${source}</p>${kind.tables(result)}${findings(whole["issues"])}${plan.pictures
          .filter(({ svg }) => isPlain(svg))
          .map(
            ({ name, svg }) =>
              html`<figure><div class="scroll" tabindex="0" role="region" aria-label="${name}">${trusted(svg.replace("<svg ", unscaled))}</div><figcaption>${captionOf(svg, name)}</figcaption></figure>`,
          )}${notes.length === 0 ? null : html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`}`,
      },
    ];
  });
}

/** The description that the picture carries; its text is escaped in the picture and escaped again in the page. */
function captionOf(svg: string, name: string): string {
  const found = /<desc>([^<]*)<\/desc>/.exec(svg)?.[1] ?? name;
  return found
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
