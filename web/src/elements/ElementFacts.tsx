import type { ElementAnswer } from "../api/documents.ts";
import { figureWords, formatPct, formatQuantity } from "../parts/words.ts";

/** Figures behind the charts, bounds and sources. */
export function ElementFacts({ answer: { element, manifest, issues } }: { readonly answer: ElementAnswer }) {
  const { concentration, unrecoveredByStreamT: streams, unpublishedBoundsT: bounds } = element;
  return (
    <div className="grid-2">
      <section className="panel">
        <h2>Figures</h2>
        <dl className="facts small">
          <dt>In concentrates, with its carrier</dt>
          <dd>{formatQuantity(streams.concentrate)} t/yr, expected</dd>
          <dt>In mill tailings</dt>
          <dd>{formatQuantity(streams.mill)} t/yr, expected</dd>
          <dt>In leach residue</dt>
          <dd>{formatQuantity(streams.leach)} t/yr, expected</dd>
          <dt>If unpublished recoveries were</dt>
          <dd>
            none: {formatQuantity(bounds.noneRecovered)} t/yr; all: {formatQuantity(bounds.allRecovered)} t/yr
          </dd>
          <dt>Average crust would hold</dt>
          <dd>{formatQuantity(element.crustOnlyT)} t/yr</dd>
          <dt>US imports</dt>
          <dd>{figureWords(element.importsT, "t")}</dd>
          <dt>US exports</dt>
          <dd>{figureWords(element.exportsT, "t")}</dd>
          <dt>Apparent consumption</dt>
          <dd>{figureWords(element.consumptionT, "t")}</dd>
          <dt>Market form</dt>
          <dd>{element.marketForm || "not stated"}</dd>
          <dt>Price</dt>
          <dd>
            {element.usdPerKg === null
              ? "none in this edition"
              : `$${formatQuantity(element.usdPerKg)}/kg ${element.priceForm}`}
          </dd>
          {element.evEquivalentMillion && (
            <>
              <dt>Electric vehicles</dt>
              <dd>
                as much as {formatQuantity(element.evEquivalentMillion.million.mean)} million{" "}
                {element.evEquivalentMillion.model} hold, at {formatQuantity(element.evEquivalentMillion.kgPerVehicle)}{" "}
                kg each
              </dd>
            </>
          )}
          <dt>World production</dt>
          <dd>
            {concentration === null
              ? "no table by country"
              : `HHI ${formatQuantity(concentration.hhi)} to ${formatQuantity(concentration.hhiUpper)}; largest ${concentration.largestCountry}, ${formatPct(concentration.largestShare)} (${concentration.basis})`}
          </dd>
          <dt>Weight of measured samples</dt>
          <dd>
            {formatPct(element.sampleWeight)} against {formatPct(1 - element.sampleWeight)} prior
          </dd>
        </dl>
        {element.marketBasisNote && <p className="small muted facts-note">{element.marketBasisNote}</p>}
      </section>
      <section className="panel">
        <h2>Sources</h2>
        <ul className="sources small">
          {element.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
        <p className="small muted facts-note">
          Run of Relode {manifest.version}, seed {manifest.seed ?? "none"}, {manifest.finishedAt.slice(0, 10)}.
          {issues.length > 0 && ` ${issues.length} findings in the inputs travel with this result.`}
        </p>
      </section>
    </div>
  );
}
