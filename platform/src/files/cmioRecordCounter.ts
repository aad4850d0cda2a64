const quote = 34;
const lineFeed = 10;

/** Counts CSV records in bytes as they pass: line feeds outside quotes. Exact for ASCII-compatible encodings. */
export class RecordCounter {
  records = 0;
  #inQuotes = false;
  #last = lineFeed;

  push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === quote) this.#inQuotes = !this.#inQuotes;
      else if (byte === lineFeed && !this.#inQuotes) this.records++;
    }
    if (bytes.length > 0) this.#last = bytes[bytes.length - 1];
  }

  /** Records with a last one that has no line end. */
  total(): number {
    return this.records + (this.#last === lineFeed ? 0 : 1);
  }
}
