import type { ResourceDocument, ResourceHoles, ResourceSurfaces } from "@relode/core/resource";

/** What pictures of a resource are drawn from: the document, columns of the block table, holes and surfaces. */
export interface ResourceParts {
  readonly document: ResourceDocument;
  readonly column: (name: string) => Float32Array | undefined;
  readonly holes: ResourceHoles;
  readonly surfaces: ResourceSurfaces;
}

/** A picture with the words below it; `draw` makes it for a width in pixels. */
export interface ResourcePicture {
  readonly name: string;
  readonly caption: string;
  readonly draw: (widthPx: number) => string;
}

/** Words before the caption of a picture of a synthetic body. */
export const said = (document: ResourceDocument) => (document.declared === "synthetic" ? "Synthetic data. " : "");

/** Words as part of a file name. */
export function slug(words: string): string {
  return (
    words
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "domain"
  );
}
