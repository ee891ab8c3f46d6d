import { decoded, type Caller } from "./call";
import { id, list, may, must, record, text, type Decoder } from "./decode";

/** The person, or the service user, whose rights a key has. */
export interface User {
  readonly id: number;
  readonly username?: string;
  readonly status?: string;
  readonly accountId?: number;
  /** DigiCert's ids: 1 administrator, 2 limited user, 3 finance manager, 4 manager, 5 standard user; 100 to 103 are restrictions of a key. */
  readonly roles: readonly { readonly id: number; readonly name?: string }[];
  /** When DigiCert answered, by its own clock, RFC 3339. */
  readonly answeredAt?: string;
}

/** One validation of an organisation: DigiCert has looked, on paper or by telephone, whether it exists. */
export interface Validation {
  readonly type?: string;
  readonly name?: string;
  readonly status?: string;
  readonly validatedUntil?: string;
}

/** How a key and its account stand: what nobody asks but somebody who looks for trouble. */
export interface Standing {
  me(): Promise<User>;
  validations(organizationId: number): Promise<readonly Validation[]>;
}

export function standingOf(call: Caller): Standing {
  return {
    me: () =>
      call({
        method: "GET",
        path: "user/me",
        answer: (incoming) => ({
          ...decoded(user)(incoming),
          ...(incoming.date === undefined ? {} : { answeredAt: incoming.date.toISOString() }),
        }),
      }),
    async validations(organizationId) {
      const path = `organization/${String(organizationId)}/validation`;
      return (await call({ method: "GET", path, answer: decoded(validations) })).validations;
    },
  };
}

/** Only modelled by other people's clients: what is not an id may be missing. */
const user = record({
  id: must("id", id),
  username: may("username", text),
  status: may("status", text),
  accountId: may("account_id", id),
  roles: list("access_roles", record({ id: must("id", id), name: may("name", text) })),
}) satisfies Decoder<Omit<User, "answeredAt">>;

const validations = record({
  validations: list(
    "validations",
    record({
      type: may("type", text),
      name: may("name", text),
      status: may("status", text),
      validatedUntil: may("validated_until", text),
    }) satisfies Decoder<Validation>,
  ),
});
