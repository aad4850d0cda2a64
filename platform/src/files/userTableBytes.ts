import { open, stat } from "node:fs/promises";
import { UserTableError } from "./userTableError.ts";
import { sizeText } from "./userTableLimits.ts";

const aTable = "a CSV or XLSX file";

/**
 * Reads a regular file of bounded size. A folder, a pipe or a device is refused before it is opened.
 *
 * @param maxBytes largest size accepted, bytes; a file that grows past it while it is read is refused too
 * @param wanted what the command reads, with its article: the remedy for one who names a folder
 * @throws {UserTableError} `file.not-found`, `file.not-readable`, `file.too-large`
 */
export async function readUserFile(path: string, maxBytes: number, wanted = aTable): Promise<Buffer> {
  const tooLarge = (bytes: number) =>
    new UserTableError(
      "file.too-large",
      path,
      `${path}: file has ${sizeText(bytes)}, limit ${sizeText(maxBytes)}; ${wanted === aTable ? "split the table or " : ""}leave out what is not needed`,
    );
  try {
    const found = await stat(path);
    if (!found.isFile())
      throw new UserTableError(
        "file.not-readable",
        path,
        `${path}: is ${found.isDirectory() ? "a folder" : "not a regular file"}; name ${wanted}`,
      );
    if (found.size > maxBytes) throw tooLarge(found.size);
    const handle = await open(path, "r");
    try {
      const buffer = Buffer.alloc(Math.min(found.size + 1, maxBytes + 1));
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
        length += bytesRead;
        if (bytesRead === 0 || length === buffer.length) break;
      }
      if (length > found.size) throw tooLarge(length);
      return buffer.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserTableError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown reason";
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new UserTableError("file.not-found", path, `${path}: no such file; check the path and its spelling`);
    throw new UserTableError(
      "file.not-readable",
      path,
      `${path}: cannot be read (${code}); check that you may read it and that no other program holds it`,
    );
  }
}
