import {
  blockModel,
  classifyByDrilling,
  type PreparedBody,
  type ResourceClasses,
  resourceClasses,
} from "@relode/core/resource";
import type { EstimatedBody } from "./resourceEstimate.ts";

/** Classes proposed by the distance of the holes, and what lies in each. */
export function classifyBody(
  body: PreparedBody,
  estimated: EstimatedBody,
): { codes: Float32Array; document: ResourceClasses | null } {
  const { project, spacingM } = body;
  const rows = body.domains.flatMap(({ samples }) => Array.from(samples.rows.filter((_, i) => samples.isOwn[i] === 1)));
  const xyzM = Float64Array.from(rows.flatMap((row) => [...body.samples.xyzM.subarray(3 * row, 3 * row + 3)]));
  const holes = Int32Array.from(rows, (row) => body.samples.holeNumber[row]);
  const limits = project.classification ?? [
    { class: "inferred" as const, mostDistanceM: 2 * spacingM, leastHoles: 2 },
    { class: "indicated" as const, mostDistanceM: 1.25 * spacingM, leastHoles: 3 },
  ];
  const basis =
    project.classification === null
      ? `default of this software: multiples of the median hole spacing (${spacingM.toFixed(0)} m); no measured class is proposed`
      : "limits declared in the project";
  const found = classifyByDrilling(blockModel(body.grid), { xyzM, holes }, { limits }, estimated.fraction);
  const codes = Float32Array.from(found.classes, (code, b) => (estimated.fraction[b] > 0 ? code : Number.NaN));
  const classes = resourceClasses.map((name, code) => {
    let [blocks, mass] = [0, 0];
    const metal = estimated.grades.map(() => 0);
    for (let b = 0; b < codes.length; b++) {
      if (codes[b] !== code) continue;
      blocks++;
      mass += estimated.massDryTonnes[b];
      for (const [v, { estimate }] of estimated.grades.entries()) metal[v] += estimated.massDryTonnes[b] * estimate[b];
    }
    const meanGrade = Object.fromEntries(estimated.grades.map((grade, v) => [grade.name, metal[v] / mass]));
    return { class: name, blocks, massDryTonnes: mass, meanGrade };
  });
  return { codes, document: { rule: found.rule, basis, classes, evidence: found.evidence } };
}
