import type { AuthoritySettings } from "../accountSettings";
import { newAuthority, type Authority, type CrlUrl } from "../authority/authority";
import { clockFrom, type Clock } from "../clock";
import type { Account, User } from "./account";
import { newAgenda, type Agenda } from "./agenda";
import { statusOf, type Order, type OrderStatus } from "./order";
import { newRegister, type Register } from "./register";

/** All that a running sandbox knows. */
export interface CertCentral {
  readonly clock: Clock;
  readonly strict: boolean;
  readonly accounts: readonly Account[];
  readonly register: Register;
  readonly agenda: Agenda;
  /** Every change of an order's status, oldest first. */
  readonly changes: StatusChange[];
  authority(account: Account, settings: AuthoritySettings): Promise<Authority>;
  /** All that were ever made. */
  authorities(): Promise<readonly Authority[]>;
  keyOf(apiKey: string | undefined): { readonly account: Account; readonly user: User } | undefined;
  readonly crlUrl: CrlUrl;
}

export interface StatusChange {
  readonly at: Date;
  readonly order: Order;
  readonly status: OrderStatus;
  readonly certificateId: number | undefined;
}

export interface NewCertCentral {
  readonly now: Date;
  readonly strict: boolean;
  readonly accounts: readonly Account[];
  /** Of the server, without a path. */
  readonly origin: string;
}

export function newCertCentral({ now, strict, accounts, origin }: NewCertCentral): CertCentral {
  const clock = clockFrom(now);
  const crlUrl: CrlUrl = (authority, link) => `${origin}/crl/${authority}-${String(link)}.crl`;
  const authorities = authoritiesOf(clock, crlUrl);
  return {
    clock,
    strict,
    accounts,
    register: newRegister(),
    agenda: newAgenda(),
    changes: [],
    crlUrl,
    ...authorities,
    keyOf: (apiKey) => {
      for (const account of accounts) {
        const user = account.keys.find((each) => each.apiKey === apiKey);
        if (user !== undefined) return { account, user };
      }
      return undefined;
    },
  };
}

/** An authority is made when it is first asked for, anew when its settings changed, and kept for ever: certificates of it live on. */
function authoritiesOf(clock: Clock, crlUrl: CrlUrl): Pick<CertCentral, "authority" | "authorities"> {
  const made: { readonly of: string; readonly name: string; readonly authority: Promise<Authority> }[] = [];
  return {
    authority: (account, settings) => {
      const of = JSON.stringify([account.id, settings]);
      const known = made.find((each) => each.of === of);
      if (known !== undefined) return known.authority;
      const name = `${String(account.id)}-${settings.id}-${String(made.length + 1)}`;
      const authority = newAuthority(settings, name, clock.now(), crlUrl);
      made.push({ of, name, authority });
      return authority;
    },
    authorities: () => Promise.all(made.map(({ authority }) => authority)),
  };
}

/** Writes down that the order's status may have changed, as of that hour. */
export function noteChange(centre: CertCentral, order: Order, at: Date): void {
  const certificateId = order.certificates.findLast(({ issued }) => issued !== undefined)?.id;
  centre.changes.push({ at, order, status: statusOf(order, at), certificateId });
}
