import { progressOn } from "../../../cli/progress";

function written(isTTY: boolean, columns = 80): string {
  let text = "";
  const progress = progressOn({
    isTTY,
    columns,
    write: (chunk: string | Uint8Array) => {
      text += String(chunk);
      return true;
    },
  });
  progress.say("1 of 2");
  progress.say("2 of 2");
  progress.end();
  return text;
}

describe("progress", () => {
  it("is one line of a terminal, which is empty at the end", () => {
    expect(written(true)).toBe("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[K");
  });

  it("is cut where it would wrap, since a wrapped line cannot be written over", () => {
    expect(written(true, 6)).toBe("\r\u001b[K1 of \r\u001b[K2 of \r\u001b[K");
  });

  it("is a line each time in the log of a pipeline", () => {
    expect(written(false)).toBe("1 of 2\n2 of 2\n");
  });
});
