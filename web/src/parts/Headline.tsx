import type { EvidenceGrade } from "@relode/core/evidence";
import type { ReactNode } from "react";
import { Evidence } from "./Evidence.tsx";

interface HeadlineProps {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly range: ReactNode;
  readonly evidence: EvidenceGrade | null;
  readonly evidenceNote?: string;
}

/** One large figure: what, how much, in which unit, how sure, on what evidence. */
export function Headline({ name, value, unit, range, evidence, evidenceNote }: HeadlineProps) {
  return (
    <div className="headline">
      <dt>
        {name}
        {evidence !== null && <Evidence grade={evidence} {...(evidenceNote ? { note: evidenceNote } : {})} />}
      </dt>
      <dd>
        <span className="big">
          {value} <span className="unit">{unit}</span>
        </span>
        <span className="small muted">{range}</span>
      </dd>
    </div>
  );
}
