import { parse, type DefaultTreeAdapterTypes, type ParserError } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** An element of a page, as a browser understands it. */
export class Piece {
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  get tag(): string {
    return this.#element.tagName;
  }

  get attributes(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#element.attrs.map(({ name, value }) => [name, value]));
  }

  /** What a reader sees of it, in one line. */
  get text(): string {
    return textOf(this.#element).replace(/\s+/g, " ").trim();
  }

  /** Letter by letter. */
  get rawText(): string {
    return textOf(this.#element);
  }

  /** Everything inside with this tag, and this class where one is given; `*` for any tag. */
  all(tag: string, className?: string): readonly Piece[] {
    return within(this.#element)
      .map((element) => new Piece(element))
      .filter((piece) => (tag === "*" || piece.tag === tag) && (className === undefined || piece.#hasClass(className)));
  }

  one(tag: string, className?: string): Piece {
    const [found, ...others] = this.all(tag, className);
    if (found === undefined || others.length > 0)
      throw new Error(`${String(others.length + (found ? 1 : 0))} of ${tag}.${className ?? ""}`);
    return found;
  }

  /** The section that this heading begins. */
  section(heading: string): Piece {
    const found = this.all("section").find((section) => section.all("h2")[0]?.text === heading);
    if (found === undefined) throw new Error(`There is no section "${heading}"`);
    return found;
  }

  #hasClass(className: string): boolean {
    return (this.attributes["class"] ?? "").split(/\s+/).includes(className);
  }
}

/** Reads a page strictly: what a browser would silently mend is an error here. */
export function readPage(text: string): Piece {
  const errors: ParserError[] = [];
  const document = parse(text, { onParseError: (error) => errors.push(error), sourceCodeLocationInfo: true });
  if (errors.length > 0) throw new Error(errors.map(({ code, startLine }) => `${code} in line ${String(startLine)}`).join("; "));
  const root = document.childNodes.find((node): node is Element => "tagName" in node);
  if (root === undefined) throw new Error("The page is empty");
  return new Piece(root);
}

function within(element: Element): readonly Element[] {
  return element.childNodes.flatMap((node) => ("tagName" in node ? [node, ...within(node)] : []));
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}
