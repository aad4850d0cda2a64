import { basename } from "node:path";
import type { Command } from "commander";
import type { Campaign } from "./surveyInput.ts";
import { runSurveyVerb, type SurveyFlags, type SurveyMade } from "./surveyMade.ts";
import { UsageError } from "./usageError.ts";

/** `relode survey`: what the field brings home, checked, laid out in space, and made into volumes. */
export function addSurvey(program: Command): void {
  const survey = program
    .command("survey")
    .description("drillholes and surfaces: check, desurvey, composite, top cut, assay control, volumes");
  addCampaign(survey, "check", "every check a geologist does by hand: findings by code and by hole", "checked");
  addCampaign(survey, "desurvey", "paths of the holes and positions of the samples", "desurveyed");
  addCampaign(survey, "composite", "composites by length and domain, with the evidence for a top cut", "composited");
  addTopCut(survey);
  verb(survey, "qaqc", "<file>", "table of control samples, or a project (JSON) whose qaqc names one")
    .description("blanks, duplicates and standards: control charts, HARD, CV of pairs, bias; tables, pictures, page")
    .action(async (file: string, flags: SurveyFlags) => {
      const { qaqcMade } = await import("./surveyQaqc.ts");
      await runSurveyVerb("qaqc", flags, () => qaqcMade(file), "warnings");
    });
  verb(survey, "volume", "<config>", "two surfaces with their errors (JSON), or a resource project")
    .description("volume and mass between two surfaces with P5-P95 under correlated error; thickness as GeoTIFF")
    .alias("surface")
    .action(async (config: string, flags: SurveyFlags) => {
      const { volumeMade } = await import("./surveyVolume.ts");
      await runSurveyVerb("volume", flags, () => volumeMade(config), "warnings");
    });
}

function verb(survey: Command, name: string, argument: string, what: string): Command {
  return survey
    .command(name)
    .argument(argument, what)
    .option("--out <folder>", "write tables, pictures and page there")
    .option("--json", "print one JSON object: result, issues, manifest");
}

function addCampaign(
  survey: Command,
  name: string,
  description: string,
  make: "checked" | "desurveyed" | "composited",
): void {
  verb(survey, name, "<config>", "project file (JSON): tables, units, signs; see docs/survey.md")
    .description(description)
    .action(async (config: string, flags: SurveyFlags) => {
      const [campaigns, { openCampaign }] = await Promise.all([
        import("./surveyCampaign.ts"),
        import("./surveyInput.ts"),
      ]);
      await runSurveyVerb(
        name,
        flags,
        async (): Promise<SurveyMade> => {
          const campaign: Campaign = await openCampaign(config);
          const made = campaigns[make](campaign);
          return {
            ...made,
            issues: [...campaign.fileIssues, ...made.issues],
            text: campaigns.campaignText(campaign, made.result),
            inputs: campaign.inputs,
            parameters: { config: basename(config) },
            seed: null,
          };
        },
        "errors",
      );
    });
}

interface TopCutOptions extends SurveyFlags {
  readonly substance?: string;
  readonly caps?: string;
  readonly samples: string;
  readonly assurance: string;
  readonly seed: string;
}

function addTopCut(survey: Command): void {
  verb(survey, "topcut", "<config>", "project file (JSON) of drillholes, or a resource project")
    .description("evidence for a top cut by domain: probability plot, candidates and what they cost, metal at risk")
    .option("--substance <name>", "only this one, e.g. Co")
    .option("--caps <list>", "caps of your own in ppm, e.g. 300,500")
    .option("--samples <number>", "composites that stand for one production period", "100")
    .option("--assurance <share>", "share of the periods that must reach the assured grade, 0.5 to below 1", "0.8")
    .option("--seed <number>", "of the resampling", "1")
    .action(async (config: string, flags: TopCutOptions) => {
      const number = (name: string, text: string, low: number, high: number) => {
        const value = text.trim() === "" ? Number.NaN : Number(text);
        if (value >= low && value <= high) return value;
        throw new UsageError("usage.bad-number", `--${name} must be a number from ${low} to ${high}, got ${text}`);
      };
      const whole = (name: string, text: string, low: number, high: number) => {
        const value = number(name, text, low, high);
        if (Number.isInteger(value)) return value;
        throw new UsageError("usage.bad-number", `--${name} must be a whole number, got ${text}`);
      };
      const asked = {
        ...(flags.substance === undefined ? {} : { substance: flags.substance }),
        ...(flags.caps === undefined
          ? {}
          : { caps: flags.caps.split(",").map((cap) => number("caps", cap, 1e-9, 1e6)) }),
        samplesPerPeriod: whole("samples", flags.samples, 1, 50_000),
        assurance: number("assurance", flags.assurance, 0.5, 0.999),
        seed: whole("seed", flags.seed, 0, 2 ** 32 - 1),
      };
      const { topCutMade } = await import("./surveyTopCut.ts");
      await runSurveyVerb("topcut", flags, () => topCutMade(config, asked), "errors");
    });
}
