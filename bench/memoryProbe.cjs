// Loaded into a provider process before anything else: on SIGUSR2 it collects the garbage and writes down what is left. Needs --expose-gc.
const { renameSync, writeFileSync } = require("node:fs");

process.on("SIGUSR2", () => {
  // Twice: what a finaliser lets go of in the first is collected in the second.
  global.gc?.();
  setImmediate(() => {
    global.gc?.();
    const { heapUsed, rss, external, arrayBuffers } = process.memoryUsage();
    const file = process.env["PULUMI_DIGICERT_MEMORY_FILE"] ?? "memory.json";
    writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, rss, external, arrayBuffers }));
    renameSync(`${file}.new`, file);
  });
});
