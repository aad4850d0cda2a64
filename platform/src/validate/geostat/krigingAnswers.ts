import { crossValidation, krige, type KrigingSpec, readKriging, type SampleSet, Settings } from "@relode/core/geostat";
import type { AnswerColumn, GeostatCase } from "./geostatAnswer.ts";

const bounds = { abs: 1e-7 };

/** Samples of a case: `value` of the settings, else the first column that is no coordinate. */
export function samplesOf({ settings, data }: GeostatCase): SampleSet {
  const named = settings.has("value") ? settings.text("value") : undefined;
  const value = named ?? data.names.find((name) => !["x", "y", "z", "hole"].includes(name)) ?? "value";
  return { xyzM: data.positions(), values: data.column(value) };
}

/** Tables of `runs` in settings, of all data without search (`*_global`), and of leave-one-out. */
export function krigingAnswers(from: GeostatCase): AnswerColumn[] | null {
  const { settings, expected, name } = from;
  if (!settings.has("model")) return null;
  const runs = settings.has("runs") ? settings.object("runs") : new Settings({}, "runs");
  const samples = samplesOf(from);
  if (name === "loo") {
    const { result } = crossValidation(samples, readKriging(settings, settings.object("loo")));
    return [
      { column: "estimate", got: result.estimate, tolerance: bounds },
      { column: "variance", got: result.variance, tolerance: bounds },
    ];
  }
  const isGlobal = !runs.has(name) && /(^|_)global$/.test(name);
  if (!runs.has(name) && !isGlobal) return null;
  const whole: KrigingSpec = readKriging(settings, isGlobal ? new Settings({ ndmax: 1 }, "global") : runs.object(name));
  const { search: _search, ...withoutSearch } = whole;
  const result = krige(samples, { xyzM: expected.positions() }, isGlobal ? withoutSearch : whole);
  return [
    { column: "estimate", got: result.estimate, tolerance: bounds },
    { column: "variance", got: result.variance, tolerance: bounds },
    ...(expected.has("n_used") ? [{ column: "n_used", got: result.used, tolerance: { abs: 0 } }] : []),
  ];
}
