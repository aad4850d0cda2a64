import type { EvidenceGrade, Interval } from "../evidence/estimate.ts";
import { weakerGrade } from "../evidence/estimate.ts";
import type { Figure, Stage } from "./figure.ts";

/** Collects figures and looks up the grade of what they were made from. */
export class Figures {
  readonly list: Figure[] = [];
  private readonly grades = new Map<string, EvidenceGrade>();

  /** An input: its grade is given, its source named. */
  input(figure: Omit<Figure, "from" | "how">): void {
    this.push({ ...figure, from: [], how: "input" });
  }

  /** A result: the weakest grade of what it was made from. */
  result(
    stage: Stage,
    id: string,
    name: string,
    unit: string,
    interval: Interval,
    from: readonly string[],
    how: string,
  ): void {
    const evidence = from.reduce<EvidenceGrade>(
      (grade, other) => weakerGrade(grade, this.grades.get(other) ?? "D"),
      "A",
    );
    this.push({ id, stage, name, unit, interval, evidence, from, source: "", how });
  }

  private push(figure: Figure): void {
    this.grades.set(figure.id, figure.evidence);
    this.list.push(figure);
  }
}
