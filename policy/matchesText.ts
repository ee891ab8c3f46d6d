/** Whether the whole text fits a pattern in which `*` stands for any run of characters, also for none. */
export function matchesText(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "s").test(text);
}

/** A text that stands for itself in a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
