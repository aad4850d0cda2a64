import type { FastifyReply } from "fastify";
import { z } from "zod";

/** JSON as it stands in a file. */
export const sendJson = (reply: FastifyReply, text: string, etag?: string) =>
  (etag === undefined ? reply : reply.header("etag", etag)).type("application/json; charset=utf-8").send(text);

/** Float32, little-endian, in grid order. */
export function sendNumbers(
  reply: FastifyReply,
  { values, etag }: { values: Float32Array; etag: string },
): FastifyReply {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return reply
    .header("etag", etag)
    .type("application/octet-stream")
    .send(isLittleEndian ? bytes : Buffer.from(bytes).swap32());
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

export const octets = {
  description:
    "Float32, little-endian, one value a block in grid order (x fastest, then y, then z); NaN where there is none",
  content: { "application/octet-stream": { schema: z.string() } },
};
