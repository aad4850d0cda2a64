import type { BodyVariogram } from "../bodies/readBody.ts";
import { countWords, formatPct, formatQuantity } from "../parts/words.ts";
import type { CheckAnswer } from "./variogramWork.ts";

interface WorthProps {
  readonly share: number;
  readonly fitted: BodyVariogram["variogram"] | null;
  readonly isChanged: boolean;
  readonly check: CheckAnswer | null;
  readonly error: string | null;
  readonly isWorking: boolean;
  readonly unit: string;
}

/** Misfit and cross-validation of the model on the bench, beside what the run said of its own. */
export function ModelWorth({ share, fitted, isChanged, check, error, isWorking, unit }: WorthProps) {
  return (
    <>
      {fitted && <RunsVerdict fitted={fitted} isChanged={isChanged} />}
      <dl className="facts" aria-busy={isWorking}>
        <dt>Weighted misfit</dt>
        <dd>
          <b>{formatPct(share)}</b> of a horizontal line’s
        </dd>
        {check && (
          <>
            <dt>Left out in turn</dt>
            <dd>
              {countWords(check.n)} of {countWords(check.tried)}
            </dd>
            <dt>Mean error</dt>
            <dd>
              {formatQuantity(check.meanError)} {unit}
            </dd>
            <dt>Root mean square error</dt>
            <dd data-testid="rmse">
              {formatQuantity(check.rootMeanSquaredError)} {unit}
            </dd>
            <dt>Error² over variance</dt>
            <dd>{formatQuantity(check.meanSquaredDeviationRatio)} (right: 1)</dd>
            <dt>Correlation</dt>
            <dd>{formatQuantity(check.correlationObservedEstimate)}</dd>
          </>
        )}
      </dl>
      {error !== null && (
        <p className="small" role="alert">
          Cross-validation: {error}
        </p>
      )}
      <p className="muted small facts-note">
        Misfit: Σ pairs / h² × (point − model)²; a small one says that the curve meets the points, not that the points
        are right. Cross-validation: each composite kriged from the others, also of its own hole, by ordinary kriging;
        computed in this browser.
      </p>
    </>
  );
}

/** What the run said of its own model: it stands beside the misfit, which alone sounds too good. */
function RunsVerdict({
  fitted,
  isChanged,
}: Pick<WorthProps, "isChanged"> & { readonly fitted: BodyVariogram["variogram"] }) {
  return (
    <div className="bench-verdict" data-testid="verdict">
      The run’s verdict{isChanged && " on its own model, not on the one shown"}: <b>{fitted.verdict}</b>
      {fitted.doubts.length === 0 ? (
        "; no doubt raised."
      ) : (
        <ul className="bench-doubts small">
          {fitted.doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
