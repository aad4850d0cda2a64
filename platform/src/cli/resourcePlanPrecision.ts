import {
  type ClassificationProposal,
  classifyByPrecision,
  miningSequence,
  type PrecisionLimits,
  type ResourceDocument,
} from "@relode/core/resource";
import { resourceModel } from "../files/resourceModel.ts";
import { asked } from "./resourcePlanOutput.ts";
import { UsageError } from "./usageError.ts";

/** Whether a rule is one of precision. */
export function isPrecisionRule(rule: string): boolean {
  return rule.startsWith("precision:");
}

/**
 * Classes by what periods of production hold: `precision:measured=150000,indicated=600000`, dry tonnes of the period of each class; metal within
 * ±15 % of its mean in 90 % of the realisations. Periods go row after row in each layer from the top down.
 * @throws {UsageError} `usage.rule`, `usage.plan`
 */
export async function classifyByPrecisionRule(
  rule: string,
  folder: string,
  { grid }: ResourceDocument,
  variable: string,
): Promise<ClassificationProposal> {
  const { model } = await resourceModel(folder, [variable]);
  const share = model.columns.get("fraction");
  const mask = Uint8Array.from({ length: model.blocks }, (_, b) => ((share?.values[b] ?? 0) > 0 ? 1 : 0));
  const limits = rule
    .slice("precision:".length)
    .split(",")
    .map((part): PrecisionLimits => {
      const [, name, tonnes] = /^\s*(inferred|indicated|measured)=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
      if (name !== "inferred" && name !== "indicated" && name !== "measured")
        throw new UsageError(
          "usage.rule",
          `--rule ${rule}: "${part}" is not understood; write precision:measured=150000,indicated=600000 (dry tonnes of a period)`,
        );
      const sequence = asked(`--rule ${rule}`, () =>
        miningSequence(model, {
          method: "dry",
          period: `period of ${tonnes} t dry`,
          tonnesPerPeriod: Number(tonnes),
          density: "density",
          share: "fraction",
          advanceAzimuthDeg: grid.azimuthDeg,
          cutWidthM: grid.sizeM[1],
          liftM: grid.sizeM[2],
          mask,
        }),
      );
      return { class: name, volumes: sequence };
    });
  return asked(`--rule ${rule}`, () =>
    classifyByPrecision(model, {
      grade: variable,
      density: "density",
      fraction: "fraction",
      quantity: "metal",
      limits,
    }),
  );
}
