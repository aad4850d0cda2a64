import type { ResourceDocument } from "@relode/core/resource";
import { type Html, html, htmlTable } from "./html.ts";
import { figure } from "./resourceFigure.ts";

/** Volume between the surfaces, and the domains. */
export function bodyBody({ body, domains }: ResourceDocument): Html {
  const check =
    body.baseCheck === null
      ? "No hole logs natural ground, so the base surface could not be checked."
      : `In ${body.baseCheck.holes} holes the logged base lies ${figure(body.baseCheck.meanM, 2)} m from the surface on average (sd ${figure(body.baseCheck.sdM, 2)} m).`;
  return html`<p>Volume between the surfaces: ${figure(body.volumeM3)} m³, standard error ${figure(body.volumeSigmaM3, 2)} m³ from the declared errors of the two surfaces. ${check} Median spacing of ${String(body.holes)} holes: ${figure(body.spacingM, 3)} m.</p>
${htmlTable(
  "Domains",
  [
    { head: "Domain", cell: ({ name }) => name },
    { head: "Composites", align: "right", cell: ({ samples }) => String(samples) },
    { head: "Holes", align: "right", cell: ({ holes }) => String(holes) },
    { head: "Volume", unit: "m³", align: "right", cell: ({ volumeM3 }) => figure(volumeM3) },
    { head: "Layers follow", cell: ({ layers }) => layers },
    {
      head: "Search radii",
      unit: "m",
      align: "right",
      cell: ({ search }) => search.radiiM.map((r) => figure(r, 3)).join(" × "),
    },
    {
      head: "Holes in its lower contact",
      align: "right",
      cell: ({ contactHoles }) => (contactHoles > 0 ? String(contactHoles) : "–"),
    },
  ],
  domains,
)}`;
}

/** Models of variograms with the verdict on each. */
export function variogramBody({ variograms }: ResourceDocument): Html {
  return htmlTable(
    "Models, with the verdict on each",
    [
      { head: "Domain", cell: ({ domain }) => domain },
      { head: "Of", cell: ({ variable, of }) => `${variable}, ${of}`, wraps: true },
      {
        head: "Nugget",
        unit: "share of the variance",
        align: "right",
        cell: ({ variogram: { model } }) =>
          figure(model.nugget / (model.nugget + model.structures.reduce((sum, s) => sum + s.sill, 0)), 2),
      },
      {
        head: "Structures",
        unit: "share; range along × across, m",
        cell: ({ variogram: { model }, variance }) =>
          model.structures
            .map(
              (s) =>
                `${s.type} ${figure(s.sill / variance, 2)}; ${figure(s.rangesM[0], 3)} × ${figure(s.rangesM[2], 2)}`,
            )
            .join(" + "),
        wraps: true,
      },
      {
        head: "Top cut",
        unit: "ppm",
        align: "right",
        cell: ({ topCutPpm, samplesCut }) => (topCutPpm === null ? "none" : `${figure(topCutPpm)} (${samplesCut} cut)`),
      },
      {
        head: "Verdict",
        cell: ({ variogram: { verdict, doubts } }) =>
          doubts.length === 0 ? verdict : `${verdict}: ${doubts.join("; ")}`,
        wraps: true,
      },
    ],
    variograms,
  );
}
