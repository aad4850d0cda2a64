import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { runQuery, summaryQuery } from "../api/queries.ts";
import { readBodySearch } from "../bodies/bodySearch.ts";
import { readEconomicsSearch } from "../economics/economicsSearch.ts";
import { PageError, PageLoading } from "../parts/States.tsx";
import { readSiteSearch } from "../sites/walkBack.ts";
import { NotFound } from "./NotFound.tsx";
import { readClaims, readCompare, readData, readElement, readMap, readRun, readTable } from "./search.ts";
import { Shell } from "./Shell.tsx";

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: readRun,
  search: { middlewares: [retainSearchParams(["run"])] },
  loaderDeps: ({ search }) => ({ run: search.run ?? "default" }),
  // Starts the two requests that nearly every page needs while its code is still on the way.
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(runQuery(deps.run));
    void context.queryClient.prefetchQuery(summaryQuery(deps.run));
  },
});

const map = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readMap,
  component: lazyRouteComponent(() => import("../map/MapPage.tsx"), "MapPage"),
});
const elements = createRoute({
  getParentRoute: () => root,
  path: "/elements",
  validateSearch: readTable,
  component: lazyRouteComponent(() => import("../elements/ElementsPage.tsx"), "ElementsPage"),
});
const element = createRoute({
  getParentRoute: () => root,
  path: "/elements/$symbol",
  validateSearch: readElement,
  component: lazyRouteComponent(() => import("../elements/ElementPage.tsx"), "ElementPage"),
});
const mines = createRoute({
  getParentRoute: () => root,
  path: "/mines",
  validateSearch: readTable,
  component: lazyRouteComponent(() => import("../mines/MinesPage.tsx"), "MinesPage"),
});
const mine = createRoute({
  getParentRoute: () => root,
  path: "/mines/$id",
  component: lazyRouteComponent(() => import("../mines/MinePage.tsx"), "MinePage"),
});
const claims = createRoute({
  getParentRoute: () => root,
  path: "/claims",
  validateSearch: readClaims,
  component: lazyRouteComponent(() => import("../claims/ClaimsPage.tsx"), "ClaimsPage"),
});
const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: readCompare,
  component: lazyRouteComponent(() => import("../compare/ComparePage.tsx"), "ComparePage"),
});
const data = createRoute({
  getParentRoute: () => root,
  path: "/data",
  validateSearch: readData,
  component: lazyRouteComponent(() => import("../data/DataPage.tsx"), "DataPage"),
});

const bodies = createRoute({
  getParentRoute: () => root,
  path: "/bodies",
  component: lazyRouteComponent(() => import("../bodies/BodiesPage.tsx"), "BodiesPage"),
});
const body = createRoute({
  getParentRoute: () => root,
  path: "/bodies/$id",
  validateSearch: readBodySearch,
  component: lazyRouteComponent(() => import("../bodies/BodyPage.tsx"), "BodyPage"),
});

const sites = createRoute({
  getParentRoute: () => root,
  path: "/sites",
  component: lazyRouteComponent(() => import("../sites/SitesPage.tsx"), "SitesPage"),
});
const site = createRoute({
  getParentRoute: () => root,
  path: "/sites/$id",
  validateSearch: readSiteSearch,
  component: lazyRouteComponent(() => import("../sites/SitePage.tsx"), "SitePage"),
});

const process = createRoute({
  getParentRoute: () => root,
  path: "/process",
  component: lazyRouteComponent(() => import("../process/ProcessPage.tsx"), "ProcessPage"),
});
const economics = createRoute({
  getParentRoute: () => root,
  path: "/economics",
  validateSearch: readEconomicsSearch,
  component: lazyRouteComponent(() => import("../economics/EconomicsPage.tsx"), "EconomicsPage"),
});

const routeTree = root.addChildren([
  map,
  elements,
  element,
  mines,
  mine,
  bodies,
  body,
  sites,
  site,
  economics,
  process,
  claims,
  compare,
  data,
]);

/** The pages and their addresses. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageError,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
