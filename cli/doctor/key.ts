import type { CertCentral } from "../../provider/certcentral/client";
import type { User } from "../../provider/certcentral/standing";
import { isDigicertError, type ErrorCode } from "../../provider/errors";
import { advice, bad, failed, good, type Finding } from "./finding";

/** Whose rights the key has, and what they are worth here. */
export function keyFindings(user: User): readonly Finding[] {
  const { roles } = user;
  return [
    userFinding(user),
    ...(roles.length === 0 ? [noRole] : roles.map(roleFinding)),
    ...(roles.some(({ id }) => id >= FIRST_RESTRICTION) ? [] : [restrictionFinding]),
  ];
}

function userFinding({ id, username, accountId, status = "active" }: User): Finding {
  const name = username ?? `user ${String(id)}`;
  const account = accountId === undefined ? "" : ` of account ${String(accountId)}`;
  return status === "active"
    ? good("User", `${name}${account}`)
    : bad(
        "User",
        `${name}${account} is \`${status}\``,
        "Have the user made active in CertCentral (Account > Users), or use the key of another.",
      );
}

interface Role {
  readonly level: Finding["level"];
  readonly says: string;
  readonly todo: string;
}

/** From here on DigiCert's role ids are restrictions of a key. */
const FIRST_RESTRICTION = 100;

const needsApproval = "each order, and each revocation, waits until a manager or an administrator approves it";
const approve =
  "Have requests approved in CertCentral (Certificates > Requests), then run `pulumi up` again: it goes on. Or use the key of an administrator or manager.";

/**
 * DigiCert's ids of access roles, and of restrictions of a key: https://dev.digicert.com/en/certcentral-apis/services-api/glossary.html. That a revocation
 * without approval is for administrators: its page on revocation.
 */
const roles: Readonly<Record<number, Role>> = {
  1: { level: "good", says: "may order, skip approvals, and revoke at once", todo: "" },
  2: {
    level: "advice",
    says: `sees only the orders of its own user, and ${needsApproval}`,
    todo: `Orders that a stack's state names and another user placed look as if they were gone: use one user for one stack. ${approve}`,
  },
  3: { level: "advice", says: "may order; whether its orders wait for approval is the account's setting", todo: approve },
  4: {
    level: "advice",
    says: "may order and skip approvals; a revocation waits until an administrator approves it",
    todo: "After `pulumi destroy`, have the revocations approved in CertCentral (Certificates > Requests).",
  },
  5: { level: "advice", says: needsApproval, todo: approve },
  102: {
    level: "bad",
    says: "may look, and neither order nor revoke",
    todo: "Use a key without this restriction (Automation > API Keys).",
  },
  103: {
    level: "bad",
    says: "may manage users, and neither order nor revoke",
    todo: "Use a key without this restriction (Automation > API Keys).",
  },
};

const granted: Role = { level: "good", says: "may order", todo: "" };

function roleFinding({ id, name = `role ${String(id)}` }: User["roles"][number]): Finding {
  const { level, says, todo } = id === 100 || id === 101 ? granted : (roles[id] ?? unknownRole);
  return { level, about: "Role", says: `${name}: ${says}`, ...(todo === "" ? {} : { todo }) };
}

const unknownRole: Role = {
  level: "advice",
  says: "what it may do is not known here",
  todo: "See in CertCentral (Account > Users) that its user may place and manage orders.",
};

const noRole = advice("Role", "DigiCert does not tell it", unknownRole.todo);

const restrictionFinding = advice(
  "Restriction",
  "DigiCert's API does not show whether the key itself is restricted",
  "See once, in CertCentral (Automation > API Keys), that it has no restriction, or `Orders`, or `Orders, Domains, Organizations`: with `View Only` nothing can be ordered.",
);

/** What came of the question whose key it is. */
export interface Introduction {
  readonly user?: User;
  readonly findings: readonly Finding[];
  /** False where no other question would have an answer: the key is not known, or nobody answers. */
  readonly goesOn: boolean;
}

/** The call is documented by its name alone, and a key restricted to `Orders` may not be allowed it: then the other questions show what the key may do. */
const notTold: ReadonlySet<ErrorCode> = new Set([
  "DIGICERT_FORBIDDEN",
  "DIGICERT_NOT_FOUND",
  "DIGICERT_REFUSED",
  "DIGICERT_UNEXPECTED_ANSWER",
]);

export async function introduction({ standing }: CertCentral): Promise<Introduction> {
  try {
    const user = await standing.me();
    return { user, findings: keyFindings(user), goesOn: true };
  } catch (error) {
    if (!isDigicertError(error)) throw error;
    return notTold.has(error.code)
      ? { findings: [advice("User", "DigiCert does not tell this key whose it is", unknownRole.todo)], goesOn: true }
      : { findings: [failed("Account", error)], goesOn: false };
  }
}
