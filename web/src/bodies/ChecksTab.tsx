import type { BodyDocument } from "./bodyDocuments.ts";
export function ChecksTab({ variable }: { document: BodyDocument; variable: string }) {
  return <p>{variable}</p>;
}
