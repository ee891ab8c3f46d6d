/** One entry of `errors`, as CertCentral words it. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
}

/** What the API refuses, thrown by whoever finds it out; the server answers with it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: readonly ApiError[],
  ) {
    super(errors.map(({ code, message }) => `${code}: ${message}`).join("; "));
    this.name = "Refusal";
  }
}

export function refused(code: string, message: string, status = 400): Refusal {
  return new Refusal(status, [{ code, message }]);
}

/** [DOC] `not_found|order`, `not_found|product`, `not_found|route`. */
export function notFound(what: string): Refusal {
  return refused(`not_found|${what}`, `The specified ${what} could not be found.`, 404);
}

/** [DOC] `access_denied|missing_permission`; recorded: `access_denied|access_denied_invalid_key`. */
export function accessDenied(detail: string): Refusal {
  return refused(`access_denied|${detail}`, `Access denied due to ${detail}.`, 403);
}

/** Every parameter that is missing, at once, in the words of a recorded answer. */
export function requiredParams(paths: readonly string[]): Refusal {
  return new Refusal(400, paths.map(requiredParam));
}

export function requiredParam(path: string): ApiError {
  return { code: `required_param:${path}`, message: `${path} is a required parameter.` };
}

/** Codes for values that are wrong are not documented; this pattern is the one that was seen (`invalid_value:validity_years`). */
export function invalidValue(path: string, reason: string): Refusal {
  return new Refusal(400, [invalidParam(path, reason)]);
}

export function invalidParam(path: string, reason: string): ApiError {
  return { code: `invalid_value:${path}`, message: `Invalid value for ${path}: ${reason}.` };
}
