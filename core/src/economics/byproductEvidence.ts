import { type EvidenceGrade, weakerGrade } from "../evidence/estimate.ts";

/** One part of a modelled cost and what it rests on. */
export interface EvidencePart {
  readonly part: string;
  readonly grade: EvidenceGrade;
  readonly why: string;
}

/** A published cost of winning the same element from mine waste: not of a by-product circuit, but the nearest thing that is printed. */
export interface PublishedUnitCost {
  readonly usdPerKg: number;
  readonly project: string;
  readonly year: number;
  /** What the figure covers, and from what it was computed. */
  readonly what: string;
  readonly source: string;
}

/** What the curve of one element rests on: the whole has the weakest grade of its parts. */
export interface ByproductEvidence {
  readonly element: string;
  readonly grade: EvidenceGrade;
  readonly parts: readonly EvidencePart[];
  readonly published: PublishedUnitCost | null;
}

const phalaborwa: PublishedUnitCost = {
  usdPerKg: 33.86,
  project: "Phalaborwa",
  year: 2022,
  what: "operating cost per kg of magnet rare earth oxides, from phosphogypsum of 0.44 % TREO",
  source: "Rainbow Rare Earths, preliminary economic assessment, October 2022 (mining-journal.com 1440731)",
};

const publishedCosts: ReadonlyMap<string, PublishedUnitCost> = new Map([
  [
    "Co",
    {
      usdPerKg: 4 / 0.45359237,
      project: "Kasese",
      year: 1999,
      what: "operating cost, 4 USD/lb, bioleach of pyrite of 1.38 % Co; its published tonnages conflict",
      source: "The Northern Miner, 1000099023",
    },
  ],
  [
    "Sn",
    {
      usdPerKg: 11.12,
      project: "Cleveland",
      year: 2014,
      what: "C1 cost, 11,120 USD/t, tailings treated by gravity and flotation",
      source: "Elementos, pre-feasibility study, 22 April 2014",
    },
  ],
  [
    "Mn",
    {
      usdPerKg: (554e6 - 326e6) / ((98_600 * 0.3234 + 14_890) * 1000),
      project: "Chvaletice",
      year: 2022,
      what: "revenue less EBITDA, 228 million a year, over the manganese in sulfate and metal, as high-purity products",
      source: "Euro Manganese, feasibility study, 27 July 2022",
    },
  ],
  ...["Nd", "Pr", "Dy", "Tb"].map((element): [string, PublishedUnitCost] => [element, phalaborwa]),
]);

/** What the cost curve of an element rests on, part by part, with the published cost of the same element from waste where one is known. */
export function byproductEvidence(element: string, hasPrice: boolean): ByproductEvidence {
  const published = publishedCosts.get(element) ?? null;
  const parts: EvidencePart[] = [
    {
      part: "capital and operating cost",
      grade: "D",
      why:
        published === null
          ? "headlines of re-mining projects of other elements stand in (table projectIntensities): no published circuit for this one"
          : `headlines of re-mining projects stand in (table projectIntensities), ${published.project} of this element among what is published`,
    },
    { part: "mass pull, circuit recovery, payable share", grade: "D", why: "judged by this project, no source" },
    {
      part: "mass discarded",
      grade: "D",
      why: "of the screening: published tonnages times measured or prior grades, the weakest of which counts",
    },
    ...(hasPrice
      ? [{ part: "price", grade: "B" as const, why: "published list price, which a large addition would lower" }]
      : []),
  ];
  const grade = parts.reduce<EvidenceGrade>((weakest, part) => weakerGrade(weakest, part.grade), "A");
  return { element, grade, parts, published };
}
