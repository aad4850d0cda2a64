/** Something the person at the machine can put right: shown as it is, without a stack trace. */
export class Remedy extends Error {
  /** @param {string} what what is wrong and where @param {string} remedy what to do */
  constructor(what, remedy) {
    super(`${what}\n${remedy}`);
    this.name = "Remedy";
  }
}

/** @param {unknown} error @returns {string} the text to show for it */
export function explained(error) {
  if (error instanceof Remedy) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * The known reasons for which an install or build stops, read from what it printed.
 * @param {string} output @returns {Remedy | null} null when the reason is another one
 */
export function knownRemedy(output) {
  if (/\bENOSPC\b|no space left on device/i.test(output))
    return new Remedy("The disk is full.", "Free about 1 GB on it and try again.");
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output))
    return new Remedy(
      "A file or folder of the checkout, or npm's cache, may not be written (see the path above).",
      "Give it to yourself (`sudo chown -R $(id -un) .` in the checkout, `~/.npm` for the cache) and try again.",
    );
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output))
    return new Remedy(
      "The package registry cannot be reached.",
      "Check the network, the proxy and `npm config get registry`, then try again.",
    );
  return null;
}
