import { bisulfateConstant, freeHydrogenMolPerL } from "./acidity.ts";
import { countercurrentExtraction, type ExtractedMetal, type ExtractionFeed } from "./solventExtraction.ts";

/** Points of a line, mol/L: metal in the aqueous, metal in the organic. */
export interface DiagramLine {
  readonly aqueousMolPerL: readonly number[];
  readonly organicMolPerL: readonly number[];
}

/** McCabe-Thiele picture of one metal in one battery. */
export interface ExtractionDiagram {
  readonly metal: string;
  /** Which way the metal goes: to the organic (`extraction`) or to the aqueous (`strip`). */
  readonly direction: "extraction" | "strip";
  readonly stages: number;
  /** Organic over aqueous, by volume. */
  readonly organicToAqueous: number;
  readonly isotherm: DiagramLine;
  /** From what leaves as raffinate and enters as solvent to what enters as feed and leaves as loaded solvent. */
  readonly operating: DiagramLine;
  /** Corners from the raffinate's end on: operating line, isotherm, operating line, ... */
  readonly steps: DiagramLine;
  /** pH and distribution of each stage, stage 1 where the aqueous enters. */
  readonly pH: readonly number[];
  readonly distribution: readonly number[];
}

const curvePoints = 60;

/**
 * McCabe-Thiele diagrams of a solved battery, one for each metal that it holds. Operating line y = y_in + (A/O)(x − x_N) by balance
 * from the solvent's inlet; steps by the concentrations of the stages; isotherm y = D(pH, d) x with the distribution law of the metal.
 * pH and free extractant d change from stage to stage: total acid and free extractant are taken linear in x between the stages (exact
 * at each stage) and as on the end stages outside them; at constant D the isotherm is the straight line y = D x.
 *
 * @throws {RangeError | ExtractionError} as `countercurrentExtraction`
 * @see McCabe and Thiele (1925), Ind. Eng. Chem. 17, 605-611; Rydberg et al. (2004), Solvent Extraction Principles and Practice, ch. 8
 */
export function extractionDiagrams(feed: ExtractionFeed): ExtractionDiagram[] {
  const { stages, metals } = feed;
  const result = countercurrentExtraction(feed);
  const stageAt = (values: Float64Array, i: number) => Array.from(values.subarray(i * stages, (i + 1) * stages));
  const aqueous = metals.map((_, i) => stageAt(result.aqueousMolPerL, i));
  const organic = metals.map((_, i) => stageAt(result.organicMolPerL, i));
  const acid = Array.from({ length: stages }, (_, j) =>
    metals.reduce((sum, metal, i) => sum + metal.valence * (metal.aqueousMolPerL - aqueous[i][j]), feed.acidMolPerL),
  );
  return metals.flatMap((metal, i): ExtractionDiagram[] => {
    if (!(metal.aqueousMolPerL > 0 || metal.organicMolPerL > 0)) return [];
    const [x, y] = [aqueous[i], organic[i]];
    const most = 1.05 * Math.max(metal.aqueousMolPerL, ...x);
    const at = Array.from({ length: curvePoints + 1 }, (_, k) => (most * k) / curvePoints);
    const curve = [...new Set([...at, ...x])].sort((a, b) => a - b);
    return [
      {
        metal: metal.name,
        direction: x[stages - 1] <= metal.aqueousMolPerL ? "extraction" : "strip",
        stages,
        organicToAqueous: feed.organicLPerH / feed.aqueousLPerH,
        isotherm: {
          aqueousMolPerL: curve,
          organicMolPerL: curve.map((one) => one * distributionAt(one, feed, metal, x, acid, result.extractantVolPct)),
        },
        operating: {
          aqueousMolPerL: [x[stages - 1], metal.aqueousMolPerL],
          organicMolPerL: [metal.organicMolPerL, y[0]],
        },
        steps: stepsOf(metal, x, y),
        pH: Array.from(result.pH),
        distribution: stageAt(result.distribution, i),
      },
    ];
  });
}

/** Corners of the staircase, from (x_N, y_in) over (x_N, y_N), (x_{N−1}, y_N), ... to (x_feed, y_1). */
function stepsOf(metal: ExtractedMetal, x: readonly number[], y: readonly number[]): DiagramLine {
  const aqueousMolPerL = [x[x.length - 1]];
  const organicMolPerL = [metal.organicMolPerL];
  for (let j = x.length - 1; j >= 0; j--) {
    aqueousMolPerL.push(x[j], j > 0 ? x[j - 1] : metal.aqueousMolPerL);
    organicMolPerL.push(y[j], y[j]);
  }
  return { aqueousMolPerL, organicMolPerL };
}

/** D where the aqueous holds `at`: its law at acid and free extractant between those of the neighbouring stages. */
function distributionAt(
  at: number,
  feed: ExtractionFeed,
  { distribution: law }: ExtractedMetal,
  x: readonly number[],
  acid: readonly number[],
  freeVolPct: Float64Array,
): number {
  if ("constant" in law) return law.constant;
  const order = Array.from(x.keys()).sort((a, b) => x[a] - x[b]);
  const above = order.findIndex((j) => x[j] >= at);
  const high = order[above < 0 ? order.length - 1 : above];
  const low = above <= 0 ? high : order[above - 1];
  const share = low === high || !(x[high] > x[low]) ? 1 : (at - x[low]) / (x[high] - x[low]);
  const between = (values: ArrayLike<number>) => values[low] + share * (values[high] - values[low]);
  const h = Math.max(1e-14, freeHydrogenMolPerL(between(acid), feed.sulfateMolPerL, feed.ka ?? bisulfateConstant));
  const d = Math.max(1e-10, between(freeVolPct));
  return 10 ** (-(law.m0 + law.m1 * d) * Math.log10(h) + law.b0 + law.b1 * Math.log10(d));
}
