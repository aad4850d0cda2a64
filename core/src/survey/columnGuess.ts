import { drillIssue, type DrillIssue } from "./drillIssue.ts";

/** Names under which logging packages write one quantity, lower case without blanks, `_`, `-` and `.`. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;

const hole = [
  "holeid",
  "bhid",
  "hole",
  "holename",
  "holeno",
  "holenumber",
  "dhid",
  "ddh",
  "drillhole",
  "drillholeid",
  "borehole",
  "boreholeid",
  "boreid",
  "id",
  "name",
];
const from = [
  "from",
  "depthfrom",
  "fromdepth",
  "fromm",
  "depthfromm",
  "fromft",
  "sampfrom",
  "start",
  "startdepth",
  "top",
];
const to = ["to", "depthto", "todepth", "tom", "depthtom", "toft", "sampto", "end", "enddepth", "bottom"];

export const collarSynonyms: Synonyms = {
  hole,
  east: ["east", "easting", "x", "xcollar", "xutm", "eastm", "eastingm", "localeast", "mgaeast", "utme", "utmeast"],
  north: [
    "north",
    "northing",
    "y",
    "ycollar",
    "yutm",
    "northm",
    "northingm",
    "localnorth",
    "mganorth",
    "utmn",
    "utmnorth",
  ],
  elevation: ["elevation", "elev", "z", "zcollar", "rl", "altitude", "collarrl", "elevationm", "height"],
  depth: [
    "depth",
    "maxdepth",
    "totaldepth",
    "eoh",
    "length",
    "holelength",
    "finaldepth",
    "td",
    "depthm",
    "totaldepthm",
  ],
};

export const surveySynonyms: Synonyms = {
  hole,
  depth: ["depth", "at", "distance", "surveydepth", "md", "measureddepth", "depthm", "stationdepth"],
  azimuth: ["azimuth", "az", "azi", "brg", "bearing", "azimuthdeg", "azimutht", "azimuthgrid"],
  dip: ["dip", "inclination", "incl", "inc", "plunge", "dipdeg"],
};

export const assaySynonyms: Synonyms = {
  hole,
  from,
  to,
  sample: ["sample", "sampleid", "samplenumber", "sampleno", "sampid"],
  laboratory: ["lab", "laboratory", "labname", "labcode", "labjob", "batch", "jobno", "certificate"],
  density: ["density", "sg", "bulkdensity", "drybulkdensity", "densitytm3", "densitygcm3", "drydensity"],
  moisture: ["moisture", "moisturepct", "moisturecontent", "watercontent", "h2o"],
};

/** A set of samples in space, one row each, without holes. */
export const pointSynonyms: Synonyms = {
  sample: ["sample", "sampleid", "samplenumber", "sampleno", "id", "name"],
  east: ["east", "easting", "x", "xloc", "xm", "eastm", "xutm", "utme"],
  north: ["north", "northing", "y", "yloc", "ym", "northm", "yutm", "utmn"],
  elevation: ["elevation", "elev", "z", "rl", "zm", "elevationm"],
};

export const lithologySynonyms: Synonyms = {
  hole,
  from,
  to,
  code: [
    "code",
    "lith",
    "lithology",
    "lithcode",
    "rock",
    "rockcode",
    "rocktype",
    "rockunit",
    "unit",
    "domain",
    "facies",
    "lith1",
    "geology",
  ],
};

export interface ColumnMap {
  /** Name in the file by role; absent where no column was named or guessed. */
  readonly columns: ReadonlyMap<string, string>;
  readonly issues: readonly DrillIssue[];
}

const plain = (name: string) => name.toLowerCase().replace(/[\s_.\-()[\]]/g, "");

/**
 * Which column of a file plays which role: what the user declared, else the first synonym that occurs, which is said
 * (`columns.guessed`, info). A declared column that is not there is `columns.not-found`, a needed role without a column
 * `columns.role-missing`, one column in two roles `columns.used-twice`, all errors.
 *
 * @param header names of the columns as they stand in the file
 * @param declared role to column name
 * @param needed roles without which the table cannot be read
 */
export function mapColumns(
  header: readonly string[],
  file: string,
  synonyms: Synonyms,
  declared: Readonly<Record<string, string>>,
  needed: readonly string[],
): ColumnMap {
  const columns = new Map<string, string>();
  const issues: DrillIssue[] = [];
  const add = (code: string, severity: "error" | "info", what: string, remedy: string, value?: string) =>
    issues.push(drillIssue({ file, row: 1, code, severity, what, remedy, ...(value === undefined ? {} : { value }) }));
  const roles = Object.keys(synonyms);
  for (const [role, column] of Object.entries(declared)) {
    if (!roles.includes(role))
      add(
        "columns.unknown-role",
        "error",
        `"${role}" is no role of this table`,
        `use one of ${roles.join(", ")}`,
        role,
      );
    else if (!header.includes(column))
      add(
        "columns.not-found",
        "error",
        `column ${column}, declared as ${role}, is not in the file`,
        `found: ${header.slice(0, 12).join(", ")}`,
        column,
      );
    else columns.set(role, column);
  }
  for (const role of roles) {
    if (columns.has(role) || Object.hasOwn(declared, role)) continue;
    const taken = new Set(columns.values());
    const guess = (synonyms[role] ?? [])
      .map((name) => header.find((column) => plain(column) === name && !taken.has(column)))
      .find((column) => column !== undefined);
    if (guess !== undefined) {
      columns.set(role, guess);
      add(
        "columns.guessed",
        "info",
        `column ${guess} is taken as ${role}`,
        "declare it if it is something else",
        guess,
      );
    } else if (needed.includes(role))
      add(
        "columns.role-missing",
        "error",
        `no column is declared for ${role} and none has a usual name`,
        `name it under columns.${role}; found: ${header.slice(0, 12).join(", ")}`,
        role,
      );
  }
  const seen = new Map<string, string>();
  for (const [role, column] of columns) {
    const other = seen.get(column);
    if (other !== undefined)
      add(
        "columns.used-twice",
        "error",
        `column ${column} is declared as ${other} and as ${role}`,
        "declare one column per role",
        column,
      );
    seen.set(column, role);
  }
  return { columns, issues };
}
