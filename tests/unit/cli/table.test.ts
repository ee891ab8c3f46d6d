import fc from "fast-check";
import stringWidth from "string-width";

import { tableOf, wrapped, type Column } from "../../../cli/table";

interface Row {
  readonly id: string;
  readonly product: string;
  readonly name: string;
}

const columns: readonly Column<Row>[] = [
  { head: "ID", cell: ({ id }) => id, align: "right" },
  { head: "PRODUCT", cell: ({ product }) => product, isExpendable: true },
  { head: "NAME", cell: ({ name }) => name, shrinksTo: 8 },
];

const rows: readonly Row[] = [
  { id: "7", product: "plus", name: "api.corp.example" },
  { id: "123456", product: "multi_domain", name: "a" },
];

function shown(width: number): readonly string[] {
  return tableOf(rows, columns, width).split("\n");
}

describe("a table", () => {
  it("stands in columns, numbers to the right, without blanks at the end of a line", () => {
    expect(shown(80)).toEqual(["    ID  PRODUCT       NAME", "     7  plus          api.corp.example", "123456  multi_domain  a"]);
  });

  it("cuts what may be cut where it is too wide, and ids never", () => {
    expect(shown(32)).toEqual(["    ID  PRODUCT       NAME", "     7  plus          api.corp.…", "123456  multi_domain  a"]);
  });

  it("leaves out a column that can be spared before it becomes a list", () => {
    expect(shown(20)).toEqual(["    ID  NAME", "     7  api.corp.ex…", "123456  a"]);
  });

  it("becomes a list, with everything in it, where columns have no room", () => {
    expect(shown(14)).toEqual([
      "7",
      "  product: plu",
      "    s",
      "  name: api.co",
      "    rp.example",
      "",
      "123456",
      "  product: mul",
      "    ti_domain",
      "  name: a",
    ]);
  });

  it("counts what a terminal takes two columns for as two", () => {
    const wide = [{ id: "1", product: "x", name: "証明書証明書" }];
    expect(tableOf(wide, columns, 24).split("\n")).toEqual(["ID  PRODUCT  NAME", " 1  x        証明書証明…"]);
  });

  it("shows nothing that would move the cursor or colour the terminal", () => {
    const hostile = [{ id: "1", product: "x", name: "a\u001b[2Jb\nc\u202ed" }];
    expect(tableOf(hostile, columns, 80)).toBe("ID  PRODUCT  NAME\n 1  x        a\ufffd[2Jb\ufffdc\ufffdd");
  });

  it("is never wider than the terminal, whatever is in it", () => {
    const row = fc.record({ id: fc.nat().map(String), product: fc.string(), name: fc.string({ unit: "grapheme" }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.integer({ min: 20, max: 100 }), (given, width) => {
        for (const line of tableOf(given, columns, width).split("\n")) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 200 },
    );
  });
});

describe("prose", () => {
  it("is wrapped between words, in lines that can be read on the widest of terminals", () => {
    expect(wrapped("one two three four", 9).split("\n")).toEqual(["one two", "three", "four"]);
    expect(wrapped("word ".repeat(60), Number.POSITIVE_INFINITY).split("\n")[0]).toHaveLength(99);
  });
});
