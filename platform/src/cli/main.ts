import { runCommandLine } from "./commandLine.ts";

// A reader that has gone away (`| head`) is no error, of help and messages neither.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

process.exitCode = await runCommandLine(process.argv.slice(2));
