/**
 * The text that Pulumi stores with each resource and evaluates in its provider process. One constant for all resources and releases: it is stored twice
 * per resource, for years. It resolves the package from the program's folder, then from where Pulumi itself lies (pnpm hides indirect dependencies there).
 */
export const providerText =
  'exports.handler=()=>require(require.resolve("pulumi-digicert/provider",{paths:[".",require.main.path]})).privateSslCertificate';

/** The type token: a dynamic resource must be one of `pulumi-nodejs:dynamic`. Part of every URN, so a contract for ever. */
export const typeToken = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";
