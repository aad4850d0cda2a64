import type { Route } from "../route.ts";
import { leachRoutes } from "./leachRoutes.ts";
import { physicalRoutes } from "./physicalRoutes.ts";
import { thermalAndWaterRoutes } from "./thermalAndWaterRoutes.ts";

/** Every route that Relode knows, each a prior to be replaced by test work. */
export const routes: readonly Route[] = [...physicalRoutes, ...leachRoutes, ...thermalAndWaterRoutes];

/** The route with an id. @throws {RangeError} there is none */
export function routeById(id: string): Route {
  const route = routes.find((one) => one.id === id);
  if (route === undefined)
    throw new RangeError(`route ${id}: not in the catalogue; it has ${routes.map((one) => one.id).join(", ")}`);
  return route;
}
