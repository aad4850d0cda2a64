import type { SiteEntry } from "./siteDocuments.ts";

/** Says plainly whether anything of a site was ever measured. */
export function SiteDeclared({ declared }: { readonly declared: SiteEntry["declared"] }) {
  return declared === "synthetic" ? (
    <p className="site-declared" data-testid="synthetic">
      <b>Synthetic.</b> Body, yields, costs and prices are invented to show and test the method; nothing here was
      measured anywhere.
    </p>
  ) : (
    <p className="site-declared" data-real="">
      Declared real by whoever assessed it: figures rest on the sources that each names.
    </p>
  );
}
