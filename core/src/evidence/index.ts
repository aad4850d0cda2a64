export { editDistance } from "./editDistance.ts";
export { nearestNames } from "./nearestNames.ts";
export { type CsvLimits, type CsvRow, defaultCsvLimits, readCsv } from "./csv.ts";
export { type EvidenceGrade, type Estimate, type Interval, weakerGrade } from "./estimate.ts";
export { DataError, type Issue, isUsable, type Severity } from "./issue.ts";
export type { RunManifest } from "./manifest.ts";
export type { ColumnNote, DatasetSource } from "./source.ts";
export { type ColumnRule, type ColumnRules, readTable, type TableRow } from "./table.ts";
