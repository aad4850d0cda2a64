import { blockTruth, jsonText, type PreparedBody, type ResourceTruth, truthRow } from "@relode/core/resource";
import { type SimulatedBody, totalBand } from "./resourceSimulate.ts";

interface TruthFile {
  readonly note?: string;
  readonly totals: { readonly massDryTonnes: number; readonly metalTonnes: Readonly<Record<string, number>> };
  readonly units?: Readonly<Record<string, TruthFile["totals"]>>;
  readonly grid?: PreparedBody["grid"];
  readonly blocks?: {
    readonly massDryTonnes: readonly (number | null)[];
    readonly gradePpm: Readonly<Record<string, readonly (number | null)[]>>;
  };
}

/** Holds the intervals against the truth of a body that is declared synthetic; nothing of the truth reaches the estimate. */
export function truthOf(
  body: PreparedBody,
  given: unknown,
  simulated: SimulatedBody | null,
  columns: ReadonlyMap<string, Float32Array>,
): ResourceTruth | null {
  if (body.project.declared !== "synthetic" || given === null || simulated === null) return null;
  const truth = given as TruthFile;
  const grades = body.variables.filter(({ unit }) => unit === "ppm");
  const rows = [truthRow("dry tonnes, body", "t dry", truth.totals.massDryTonnes, totalBand(simulated.mass))];
  for (const [v, { substance }] of grades.entries()) {
    const metal = truth.totals.metalTonnes[substance ?? ""];
    if (metal !== undefined)
      rows.push(truthRow(`contained ${substance}, body`, "t", metal, totalBand(simulated.metal[v])));
  }
  for (const [d, { name }] of body.domains.entries()) {
    const unit = body.project.domains[d].codes.map((code) => truth.units?.[code]).find((one) => one !== undefined);
    if (unit === undefined) continue;
    rows.push(
      truthRow(
        `dry tonnes, ${name}`,
        "t dry",
        unit.massDryTonnes,
        totalBand(simulated.domainMass.map((list) => list[d])),
      ),
    );
    for (const [v, { substance }] of grades.entries())
      rows.push(
        truthRow(
          `contained ${substance}, ${name}`,
          "t",
          unit.metalTonnes[substance ?? ""],
          totalBand(simulated.domainMetal[v].map((list) => list[d])),
        ),
      );
  }
  const isSameGrid = jsonText(truth.grid) === jsonText(body.grid);
  const blocks = grades.flatMap(({ name, substance }) => {
    const gradePpm = truth.blocks?.gradePpm[substance ?? ""];
    const [estimate, p05, p95] = [name, `${name}_p05`, `${name}_p95`].map((column) => columns.get(column));
    if (!isSameGrid || truth.blocks === undefined || gradePpm === undefined || !estimate || !p05 || !p95) return [];
    return [blockTruth(name, { massDryTonnes: truth.blocks.massDryTonnes, gradePpm }, { estimate, p05, p95 })];
  });
  return {
    note: truth.note ?? "",
    rows,
    blocks,
    covered: rows.filter(({ isCovered }) => isCovered).length,
    compared: rows.length,
  };
}
