import type { BodyDocument } from "./bodyDocuments.ts";
export function GradesTab({
  variable,
}: {
  document: BodyDocument;
  variable: string;
  cutoff: number | null;
  onCutoff: (cutoff: number | null) => void;
}) {
  return <p>{variable}</p>;
}
