// The verbs of the floor with a constant text (bench/programs/constantFloor.js): nothing but what a resource needs to stand in the state.
const { readFileSync } = require("node:fs");

/** @typedef {{ readonly renewal: { readonly trigger: string } }} Inputs */

/** What ours answers, for one certificate; all of them are of one length. Read once, in the folder of the program. */
const { created, renewed } = JSON.parse(readFileSync("carried.json", "utf8"));

exports.privateSslCertificate = {
  diff: (/** @type {string} */ _id, /** @type {Inputs} */ olds, /** @type {Inputs} */ news) =>
    Promise.resolve({ changes: olds.renewal.trigger !== news.renewal.trigger }),
  create: () => Promise.resolve({ id: "100000001", outs: { ...created } }),
  read: (/** @type {string} */ id, /** @type {object} */ props) => Promise.resolve({ id, props }),
  update: () => Promise.resolve({ outs: { ...renewed } }),
  delete: () => Promise.resolve(),
};
