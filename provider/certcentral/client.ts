import { regionUrls, type Region } from "../configuration";
import { keepSecret } from "../redact";
import { organizationsOf, productsOf, type Organizations, type Products } from "./account";
import { createCaller } from "./call";
import { certificatesOf, type Certificates } from "./certificates";
import { limiterOf, type RateWindow, type Tell } from "./limiter";
import { ordersOf, type Orders } from "./orders";
import { requestsOf, type Requests } from "./requests";
import { createSend, type Send, type SendLimits } from "./send";
import { standingOf, type Standing } from "./standing";
import { realTime, type Time } from "./time";

/** One account of CertCentral, through one key. */
export interface CertCentral {
  /** For messages: region or host, and the masked key. */
  readonly account: string;
  /** Grows with every call of this process that may have changed something: when it is sent, and again when it is over. */
  readonly changes: () => number;
  readonly orders: Orders;
  readonly certificates: Certificates;
  readonly requests: Requests;
  readonly products: Products;
  readonly organizations: Organizations;
  readonly standing: Standing;
}

export interface Connection {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly region: Region;
  /** Of this package, for the `User-Agent`. */
  readonly version: string;
  /** Throws where nothing may be changed any more. Asked right before every attempt of a changing call. */
  readonly beforeChange: () => void;
  /** @default the real one */
  readonly time?: Time;
  /** @default 15 s to connect, 60 s for an answer, 16 MB */
  readonly limits?: Partial<SendLimits>;
  /** @default DigiCert's documented ones */
  readonly rateWindows?: readonly RateWindow[];
  /** Shows a sentence to the person who waits for the limits of the key. */
  readonly tell?: Tell;
}

/** Connects to an account. Nothing is sent before the first call. */
export function connect(connection: Connection): CertCentral {
  const { apiKey, baseUrl, beforeChange, time = realTime, rateWindows, tell } = connection;
  keepSecret(apiKey);
  const account = accountOf(connection);
  let changes = 0;
  const send = counted(createSend({ ...connection, account }), () => changes++);
  const call = createCaller({ send, limiter: limiterOf(baseUrl, apiKey, time, rateWindows, tell), time, account, beforeChange });
  return {
    account,
    changes: () => changes,
    orders: ordersOf(call),
    certificates: certificatesOf(call),
    requests: requestsOf(call),
    products: productsOf(call),
    organizations: organizationsOf(call),
    standing: standingOf(call),
  };
}

/** Whoever looked while a change was on its way may have looked before or after it: so both its ends count. */
function counted(send: Send, count: () => void): Send {
  return async (outgoing) => {
    if (outgoing.method === "GET") return await send(outgoing);
    count();
    return await send(outgoing).finally(count);
  };
}

/** So much of a key tells which one it is; of a short one nothing is shown. */
const SHOWN_CHARACTERS = 4;
const SHORTEST_SHOWN_IN_PART = 24;

function accountOf({ apiKey, baseUrl, region }: Connection): string {
  const host = baseUrl === regionUrls[region] ? `region ${region}, ${new URL(baseUrl).host}` : new URL(baseUrl).host;
  const key = apiKey.length < SHORTEST_SHOWN_IN_PART ? "key not shown" : `key ending in ${apiKey.slice(-SHOWN_CHARACTERS)}`;
  return `${host}, ${key}`;
}
