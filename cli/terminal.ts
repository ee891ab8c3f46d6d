/** How many columns a line of the output may have: those of the terminal, else `COLUMNS`; a file or a pipe gets whole lines. */
export function outputWidth(): number {
  const given = Number(process.env["COLUMNS"]);
  const { columns } = process.stdout as { readonly columns?: number };
  return columns ?? (Number.isInteger(given) && given > 0 ? given : Number.POSITIVE_INFINITY);
}

/** Whoever reads our output may stop reading (`| head`): then there is nothing left to do, and nothing to say. */
export function endQuietlyWithTheReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit();
      throw error;
    });
  }
}
