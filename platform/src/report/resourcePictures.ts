import { curvePicture, swathPicture } from "./resourceCurvePictures.ts";
import { planPicture, sectionPicture } from "./resourceMapPictures.ts";
import type { ResourceParts, ResourcePicture } from "./resourcePicture.ts";
import { histogramPicture, probabilityPicture, variogramPicture } from "./resourceSamplePictures.ts";
import { accuracyPicture, validationPicture } from "./resourceTrustPictures.ts";

/** All pictures of a run, those of the variable named, else of its first one. */
export function resourcePictures(parts: ResourceParts, variable?: string): ResourcePicture[] {
  const { document } = parts;
  const grades = document.gradeTonnage.map((curve) => curve.variable);
  const first = variable !== undefined && grades.includes(variable) ? variable : grades[0];
  return [
    planPicture(parts, first),
    ...[0.33, 0.5, 0.67].map((share, i) => sectionPicture(parts, first, share, i + 1)),
    ...grades.map((name) => curvePicture(document, name)),
    ...(["x", "y", "z"] as const).map((axis) => swathPicture(document, first, axis)),
    ...document.domains.flatMap(({ name }) => [
      variogramPicture(document, name, first),
      histogramPicture(parts, name, first),
      probabilityPicture(parts, name, first),
    ]),
    validationPicture(document, first),
    accuracyPicture(document, first),
  ].filter((picture) => picture !== null);
}
