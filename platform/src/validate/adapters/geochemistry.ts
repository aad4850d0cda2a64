import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readElements, readOxideFactors } from "@relode/core/datasets";
import {
  censoredSummary,
  imputeCensored,
  kaplanMeierMean,
  lognormalMle,
  regressionOnOrderStatistics,
  substitutionBounds,
} from "@relode/core/geochem";
import { normalQuantile } from "@relode/core/numerics";
import { datasetsFolder } from "../../files/datasetFiles.ts";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";

/** Values and flags of a column: `values` with `isBelowDetection` 0 or 1, or `detected` and `limits` apart. */
function columnOf(inputs: CaseInputs): [Float64Array, Uint8Array] {
  if (inputs.has("values")) {
    const values = inputs.column("values");
    const flags = inputs.has("isBelowDetection")
      ? Uint8Array.from(inputs.column("isBelowDetection"))
      : new Uint8Array(values.length);
    return [values, flags];
  }
  const detected = inputs.column("detected");
  const limits = inputs.has("limits") ? inputs.column("limits") : new Float64Array(0);
  const values = new Float64Array(detected.length + limits.length);
  values.set(detected);
  values.set(limits, detected.length);
  return [values, Uint8Array.from(values, (_, i) => (i < detected.length ? 0 : 1))];
}

const column =
  "values with isBelowDetection 0 or 1 (the limit stands where 1, null = not analysed), or detected and limits apart";

async function shippedTable(id: string): Promise<string> {
  return readFile(join(datasetsFolder(), id, "data.csv"), "utf8");
}

async function oxideFactor(inputs: CaseInputs): Promise<Answers> {
  const formula = inputs.text("formula");
  const { rows } = readOxideFactors(await shippedTable("oxideFactors"));
  const row = rows.find(
    (candidate) =>
      candidate.formula === formula && (!inputs.has("element") || candidate.element === inputs.text("element")),
  );
  if (row === undefined)
    throw new CaseInputError(`no factor for ${formula}; the table has ${rows.map((known) => known.formula).join(" ")}`);
  return { factor: row.factor, element: row.element };
}

async function atomicWeight(inputs: CaseInputs): Promise<Answers> {
  const symbol = inputs.text("element");
  const { rows } = readElements(await shippedTable("elements"));
  const found = rows.find((element) => element.symbol === symbol);
  if (found === undefined) throw new CaseInputError(`no element ${symbol} in the table`);
  return { atomicWeight: found.atomicWeight, atomicNumber: found.atomicNumber, name: found.name };
}

/** The function's answers; which of the cells below one limit takes which position is a convention, so they are sorted too. */
function regressionAnswers(values: Float64Array, isBelowDetection: Uint8Array): Answers {
  const found = regressionOnOrderStatistics(values, isBelowDetection);
  const censoredPositions = [...found.plottingPositions].filter((_, i) => isBelowDetection[i] === 1);
  censoredPositions.sort((a, b) => a - b);
  return {
    ...found,
    completed: [...found.completed],
    plottingPositions: [...found.plottingPositions],
    censoredPositions,
    imputedOnLine: censoredPositions.map((p) => Math.exp(found.intercept + found.slope * normalQuantile(p))),
  };
}

/** Statistics of assays below detection, and the weights behind oxides. */
export const geochemistry: CategoryAdapter = {
  category: "geochemistry",
  quantities: {
    "substitution-bounds": {
      doc: `${column} -> n, nCensored, zeroMean, halfLimitMean, limitMean`,
      run: (inputs) => ({ ...substitutionBounds(...columnOf(inputs)) }),
    },
    "kaplan-meier": {
      doc: `${column} -> mean, median, standardError, residualProbability, n, nCensored`,
      run: (inputs) => ({ ...kaplanMeierMean(...columnOf(inputs)) }),
    },
    "regression-on-order-statistics": {
      doc: `${column} -> mean, standardDeviation, median, slope, intercept, plottingPositions, completed; censoredPositions and imputedOnLine (before any is held at its limit), both ascending`,
      run: (inputs) => regressionAnswers(...columnOf(inputs)),
    },
    "lognormal-mle": {
      doc: `${column} -> mu, sigma, mean, median, logLikelihood, covariance`,
      run: (inputs) => ({ ...lognormalMle(...columnOf(inputs)) }),
    },
    "censored-summary": {
      doc: `${column} -> method, mean, median, lowerBoundMean, halfLimitMean, upperBoundMean`,
      run: (inputs) => ({ ...censoredSummary(...columnOf(inputs)) }),
    },
    impute: {
      doc: `${column} -> method, completedPpm, zeroMean, halfLimitMean, limitMean, kaplanMeierMean`,
      run: (inputs) => {
        const found = imputeCensored(...columnOf(inputs));
        return { ...found, completedPpm: [...found.completedPpm] };
      },
    },
    "oxide-factor": { doc: "formula, element -> factor, mass fraction of element", run: oxideFactor },
    "atomic-weight": { doc: "element -> atomicWeight g/mol, atomicNumber, name", run: atomicWeight },
  },
};
