import { ApiError } from "../errors";

/** What was asked for is not there. An unknown route means a wrong base URL: that is another error. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404 && !error.hasCode("not_found|route");
}
