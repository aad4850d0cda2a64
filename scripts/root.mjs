import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The checkout: the folder that holds package.json. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** @param {...string} parts @returns {string} a path inside the checkout */
export function inRoot(...parts) {
  return join(root, ...parts);
}
