import type { EvidenceGrade } from "@relode/core/evidence";
import type { MineResult, ScreeningResult } from "../api/documents.ts";
import { Headline } from "../parts/Headline.tsx";
import { formatPct, formatQuantity, rangeWords } from "../parts/words.ts";
import { useNational } from "../whatIf/useWhatIf.ts";

interface NationalHeadlinesProps {
  readonly result: ScreeningResult;
  readonly run: string;
  /** Chosen mines; null = all. */
  readonly mines: readonly string[] | null;
}

/** The national figures of the screening, or of the mines that pass the filters, drawn again in the browser. */
export function NationalHeadlines({ result, run, mines }: NationalHeadlinesProps) {
  const timed = useNational(run, mines);
  const chosen = mines === null ? result.mines : result.mines.filter((mine) => mines.includes(mine.id));
  const drawn = mines === null || timed?.answer.mines !== chosen.length ? null : timed;
  const ore = drawn?.answer.oreT ?? result.totals.oreT;
  const value = drawn?.answer.byproductValueUsd ?? result.totals.byproductValueUsd;
  const replaced = replaceable(result, drawn?.answer.unrecoveredT);
  const isWaiting = mines !== null && drawn === null;
  return (
    <>
      <dl
        className="headlines"
        aria-busy={isWaiting}
        data-elapsed-ms={timed?.elapsedMs.toFixed(1)}
        data-testid="headlines"
        data-mines={timed?.answer.mines}
      >
        <Headline
          name="Ore processed"
          value={formatQuantity(ore.mean)}
          unit="t/yr"
          range={rangeWords(ore)}
          evidence={weakestOre(chosen)}
          evidenceNote="weakest of the ore tonnages"
        />
        <Headline
          name="Mines"
          value={String(chosen.length)}
          unit={mines === null ? "counted" : `of ${result.mines.length}`}
          range={oreSharesWords(chosen)}
          evidence={null}
        />
        <Headline
          name="Elements discarded in excess of imports"
          value={String(replaced.p50)}
          unit={`of ${replaced.withImports} with published imports`}
          range={`at the median; ${replaced.p05} even at the low end (5 %), ${replaced.p95} at the high (95 %)`}
          evidence={weakest(result)}
          evidenceNote="weakest in the sum"
        />
        <Headline
          name="Gross value of by-products"
          value={`$${formatQuantity(value.mean)}`}
          unit="/yr"
          range={`${rangeWords(value)}; at list prices, before any cost${mines === null ? `. Counting no element beyond what the US uses: $${formatQuantity(result.totals.valueWithinNeedUsd.mean)}` : ""}`}
          evidence={weakest(result)}
          evidenceNote="weakest in the sum"
        />
      </dl>
      {mines !== null && (
        <p className="small muted whatif-note">
          {timed ? `These mines: ${timed.method}, in ${timed.elapsedMs.toFixed(0)} ms.` : "Adding up the chosen mines."}
        </p>
      )}
    </>
  );
}

const order: readonly EvidenceGrade[] = ["A", "B", "C", "D", "S"];

function weakestOf(grades: readonly EvidenceGrade[]): EvidenceGrade {
  return grades.reduce<EvidenceGrade>(
    (worst, grade) => (order.indexOf(grade) > order.indexOf(worst) ? grade : worst),
    "A",
  );
}

const weakest = (result: ScreeningResult) => weakestOf(result.elements.map(({ evidence }) => evidence));
const weakestOre = (mines: readonly MineResult[]) => weakestOf(mines.map(({ oreBasis }) => oreBasis));

function oreSharesWords(mines: readonly MineResult[]): string {
  const total = mines.reduce((sum, mine) => sum + mine.oreT.mean, 0) || 1;
  const good = mines.reduce(
    (sum, mine) => sum + (mine.oreBasis === "A" || mine.oreBasis === "B" ? mine.oreT.mean : 0),
    0,
  );
  return `${formatPct(good / total)} of the ore on published tonnage (A, B)`;
}

/** How many elements' whole discarded mass is at least gross imports, by percentile of the mass. */
function replaceable(
  result: ScreeningResult,
  masses: Readonly<Record<string, { p05: number; p50: number; p95: number }>> | undefined,
) {
  const rows = result.elements.flatMap((element) => {
    const imports = element.importsT.value;
    return imports !== null && imports > 0 ? [{ imports, mass: masses?.[element.symbol] ?? element.unrecoveredT }] : [];
  });
  const count = (key: "p05" | "p50" | "p95") => rows.filter(({ imports, mass }) => mass[key] >= imports).length;
  return { withImports: rows.length, p05: count("p05"), p50: count("p50"), p95: count("p95") };
}
