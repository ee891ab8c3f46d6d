/** How the command ends, as its help and docs/reference/commandLine.md say. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongArguments: 2,
  /** Done, and there is something for a person to act on. */
  found: 3,
} as const;

/** What stands after the name of a command cannot be carried out: nothing was asked or read. */
export class WrongArguments extends Error {}
