/** What a newcomer needs of what Pulumi and openssl say: changes, sentences and results; no progress, no blank lines, no screens of base64. */

const noise = [
  /^\s*$/,
  // What is said above it: which command runs, against which stack.
  /^(Previewing update|Updating|Destroying) \(/,
  /^@ /,
  // The stack itself is made and ended with whatever is in it.
  /^ .{1,2} {1,2}pulumi:pulumi:Stack /,
  // The end of the same line follows.
  / (creating|updating|deleting) \(\d/,
  /^Duration: /,
  /^The resources in the stack have been deleted, but the history/,
  /^If you want to remove the stack completely/,
];

/** @param {string} output @returns {readonly string[]} */
export function essentialsOf(output) {
  const lines = withoutPemBodies(output)
    .split("\n")
    .map((line) => line.trimEnd());
  const told = lines.filter((line) => !noise.some((pattern) => pattern.test(line)));
  return told.filter((line, index) => line !== told[index - 1]);
}

/** @param {string} text */
function withoutPemBodies(text) {
  return text.replace(/(-----BEGIN [A-Z ]+-----)[^-]+(-----END [A-Z ]+-----)/g, "$1 … $2");
}
