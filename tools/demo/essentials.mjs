/** What a newcomer needs of what Pulumi says: changes, sentences and sums; no progress, no blank lines, no screens of base64. */

const noise = [
  /^\s*$/,
  // The command that is shown above it says as much.
  /^(Previewing update|Updating|Destroying) \(/,
  /^@ /,
  /^Duration: /,
  // The stack itself is made and ended with what is in it.
  /^.{0,4}pulumi:pulumi:Stack\b/,
  /^\s*\[(urn|id)=/,
  // A step on its way; its end has a line of its own.
  /^ {4}\S+::?\S+ \S+ {2}/,
  /^.{4}\S+ \S+ (creating|updating|deleting)\b/,
  // Names of what the sentences below are about: there is one resource.
  /^Diagnostics:/,
  /^ {2}\S+ \(\S+\):$/,
  /^The resources in the stack have been deleted/,
  /^If you want to remove the stack completely/,
];

/** The line of a step, with the sentences that Pulumi repeats below. */
const step = /^( [+~-]{1,2} +\S+ \S+ (?:create|update|delete)d?(?: \([\d.]+s\))?(?: \[diff: [^\]]*\])?).*$/;

/** @param {string} output @returns {readonly string[]} */
export function essentialsOf(output) {
  const lines = withoutPemBodies(output)
    .split("\n")
    .map((line) => line.trimEnd());
  const told = lines.filter((line) => !noise.some((pattern) => pattern.test(line))).map((line) => line.replace(step, "$1"));
  return told.filter((line, index) => line !== told[index - 1]);
}

/** @param {string} text */
function withoutPemBodies(text) {
  return text.replace(/(-----BEGIN [A-Z ]+-----)[^-]+(-----END [A-Z ]+-----)/g, "$1 … $2");
}
