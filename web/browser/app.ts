import { type Page, test as base } from "@playwright/test";

/** A test that fails when the page asks anything of another origin, throws, or logs an error. */
export const test = base.extend<{ watched: Page }>({
  watched: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    const origin = new URL(baseURL ?? "").origin;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== origin) faults.push(`request to ${url.origin}`);
    });
    page.on("pageerror", (error) => faults.push(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`console: ${message.text()}`);
    });
    await use(page);
    if (faults.length > 0) throw new Error(faults.join("\n"));
  },
});

export { expect } from "@playwright/test";

interface SummaryAnswer {
  readonly result: {
    readonly mines: readonly { readonly id: string; readonly name: string; readonly state: string }[];
    readonly elements: readonly {
      readonly symbol: string;
      readonly name: string;
      readonly onCriticalLists: readonly string[];
      readonly unrecoveredT: { readonly mean: number; readonly p50: number };
      readonly importsT: { readonly value: number | null };
      readonly recoveryToReplaceImports: { readonly p50: number | null } | null;
      readonly netImportReliancePct: { readonly value: number | null; readonly printed: string };
    }[];
  };
}

/** What the server says about its default run; waits until that has finished. */
export async function summary(page: Page): Promise<SummaryAnswer["result"]> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await page.request.get("/api/v1/screenings/default/result?view=summary");
    if (answer.ok()) return ((await answer.json()) as SummaryAnswer).result;
    await page.waitForTimeout(500);
  }
  throw new Error("the default screening did not finish within 150 s");
}

/** Addresses of every page, with one element and one mine of the run. */
export async function pagePaths(page: Page): Promise<{ name: string; path: string; heading: RegExp }[]> {
  const { mines, elements } = await summary(page);
  const mine = mines[0];
  const element = elements.find(({ symbol }) => symbol === "Co") ?? elements[0];
  if (!mine || !element) throw new Error("the default screening holds no mine or no element");
  return [
    { name: "map", path: "/", heading: /metal mines dig up/ },
    { name: "elements", path: "/elements", heading: /Elements in what is discarded/ },
    { name: "element", path: `/elements/${element.symbol}`, heading: new RegExp(element.name, "i") },
    { name: "mines", path: "/mines", heading: /^Mines$/ },
    { name: "mine", path: `/mines/${mine.id}`, heading: /./ },
    { name: "claims", path: "/claims", heading: /Published claims/ },
    { name: "compare", path: "/compare", heading: /Compare two scenarios/ },
    { name: "data", path: "/data", heading: /^Data$/ },
  ];
}
