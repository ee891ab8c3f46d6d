import type { RevocationAnswer } from "./answers";
import { parsed, type Answer } from "./call";
import { requestRow } from "./requests";

export interface Revocation {
  readonly reason: string;
  readonly comment: string;
  /** Without it a person decides. DigiCert allows it to keys with administrator rights, and does not store the comment then. */
  readonly skipApproval: boolean;
}

/** One that skips approval can be repeated; without, each would be one more request that a person has to decide. */
export function revocationCall(path: string, { reason, comment, skipApproval }: Revocation) {
  return {
    method: "PUT",
    path,
    // The page's table says `comment`, its example and every client `comments`.
    body: { skip_approval: skipApproval, revocation_reason: reason, comments: comment },
    repeat: skipApproval ? "freely" : "ifUnsent",
    answer: skipApproval ? doneOrAsked : asked,
  } as const;
}

/** 204 without a body: done. Otherwise the request, which a person decides unless it was approved at once. */
const doneOrAsked: Answer<RevocationAnswer> = (incoming) => (incoming.body.trim() === "" ? { revoked: true } : asked(incoming));

/** Without a word of the request nobody knows whether it was made: that is no revocation. */
const asked: Answer<RevocationAnswer> = (incoming) => {
  const request = requestRow(parsed(incoming), "");
  return request.status === "approved" ? { revoked: true } : { revoked: false, request };
};
