/** A text from elsewhere, without what would move a terminal's cursor or colour its lines. */
export function printable(text: string): string {
  // Control characters, and those that turn the direction of writing.
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
