import type { Account, User } from "../state/account";
import type { CertCentral } from "../state/certCentral";

/** A request with a valid key, as a route gets it. */
export interface Call {
  readonly centre: CertCentral;
  readonly account: Account;
  readonly user: User;
  /** The variable segments of the path, decoded. */
  readonly segments: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The `Accept` header. */
  readonly accept: string | undefined;
}
