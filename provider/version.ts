/** The release, as in package.json: `npm run docs` writes it. */
export const version = "0.1.0";
