import { type AssessedSite, notAssessed } from "@relode/core/assessment";

/** An assessment as a plain document: figures with their sources, years, doubts, measurements, truth, and what was not assessed. */
export function assessmentDocument({ assessment, figures, silent, truth, inputs }: AssessedSite) {
  const { site, project, ore, npv, chanceOfLoss, returns, doubts, measurements, years, fan, realisations } = assessment;
  return {
    name: site.name,
    declared: site.declared,
    resource: {
      folder: site.resource.split(/[\\/]/).findLast((part) => part !== "") ?? "",
      sha256: inputs.find((input) => input.name === "resource.json")?.sha256 ?? null,
    },
    money: `${project.currency} of ${project.moneyYear}`,
    realisations: ore.realisations,
    mining: ore.sequence.rule,
    npv,
    chanceOfLoss,
    returns,
    figures,
    years,
    fan,
    routes: ore.routing.routes,
    perfectKnowledgeOfBlocks: ore.routing.perfectKnowledgeUsd,
    doubts,
    measurements,
    truth,
    silent,
    notAssessed,
    realisationsNpv: Array.from(realisations.npv),
  };
}
