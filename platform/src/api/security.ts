import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * Security headers. MapLibre runs its worker from a blob, draws images from data and blob addresses and sets styles on
 * elements; scripts and connections stay with this origin, so no page of ours can send anything elsewhere. There is no
 * HSTS and no upgrade to https: the server speaks http on the loopback address, a proxy in front adds them.
 */
export const helmetOptions: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      // The draw kernel is WebAssembly: compiling it is allowed, evaluating text is not.
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      scriptSrcAttr: ["'none'"],
      workerSrc: ["'self'", "blob:"],
      imgSrc: ["'self'", "data:", "blob:"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  xFrameOptions: { action: "deny" },
  referrerPolicy: { policy: "no-referrer" },
};

/** Policy of a report opened in the browser: inline styles and drawings, no script, no connection. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-modals allow-popups";
