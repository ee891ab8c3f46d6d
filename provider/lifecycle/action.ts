/** One thing to do, and the sentence that a preview shows for it. */
export interface Action {
  readonly do: "order" | "takeOver" | "goBack" | "resume" | "renew" | "reissue" | "edit" | "record" | "retirePredecessor" | "fail";
  readonly says: string;
  /** The order that is taken over, gone back to, resumed or retired. */
  readonly orderId?: number;
  /** Of `edit`: the inputs whose endpoint is called. */
  readonly fields?: readonly string[];
  /** Asked for by time alone: may be tolerated when it fails. */
  readonly byTime?: true;
}

/** Something worth saying that leads to nothing being done. */
export interface Warning {
  readonly warns: string;
}

/** What one rule makes of a state; undefined: nothing to do, nothing to say. */
export type Finding = Action | Warning | undefined;

export interface Plan {
  readonly actions: readonly Action[];
  readonly warnings: readonly string[];
}

/** What a look at DigiCert told `diff` or `update` beside the state. */
export interface Seen {
  /** The order that DigiCert names as the renewal of the current one. */
  readonly renewedOrderId?: number;
  /** False: DigiCert will not renew the current order by itself. */
  readonly autoRenews?: boolean;
}

export type Inputs = Readonly<Record<string, unknown>>;

export function isAction(finding: Finding): finding is Action {
  return finding !== undefined && "do" in finding;
}

/** True of what may cost money: what a run may only do when its preview named it. */
export function spends(action: Action): boolean {
  return action.do === "order" || action.do === "renew" || action.do === "reissue";
}

/** True of what decides which certificate is in hand. */
export function isAboutCertificate(action: Action): boolean {
  return action.do !== "edit" && action.do !== "record" && action.do !== "retirePredecessor";
}

export function byTimeOf(asked: { readonly byTime?: true }): { readonly byTime?: true } {
  return asked.byTime ? { byTime: true } : {};
}

export function listed(words: readonly string[]): string {
  return words.join("; ");
}
