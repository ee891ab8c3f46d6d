/** How the command ends, as its help and docs/reference/commandLine.md say. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongArguments: 2,
  /** Done, and there is something for a person to act on. */
  found: 3,
} as const;

/** What each says to whoever runs the command. */
export const exitCodesSay: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: "done; of sandbox: it was stopped (Ctrl-C, SIGTERM, or the end of its input)",
  failed: "it failed, and changed nothing; of doctor: something is bad",
  wrongArguments: "wrong arguments",
  found: "done, and something was found that a person should act on",
};

/** What stands after the name of a command cannot be carried out: nothing was asked or read. */
export class WrongArguments extends Error {}
