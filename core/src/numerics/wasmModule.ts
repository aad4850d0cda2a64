// The host's WebAssembly, told to the compiler here because core knows no host: only what is used.
interface Host {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
}
declare const WebAssembly: Host["WebAssembly"];

/**
 * Exports of a new instance of a WebAssembly module kept as base64, or null where the host lacks WebAssembly or its 128-bit vectors,
 * or a content security policy without 'wasm-unsafe-eval' forbids it.
 */
export function instantiateWasm(base64: string): object | null {
  if (typeof WebAssembly === "undefined") return null;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytesOfBase64(base64))).exports;
  } catch {
    return null;
  }
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function bytesOfBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.replace(/=+$/, "").length * 3) / 4));
  let bits = 0;
  let held = 0;
  let next = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) break;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[next++] = bits >> held;
    }
  }
  return bytes;
}
