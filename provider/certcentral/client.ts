import { regionUrls, type Region } from "../configuration";
import { keepSecret } from "../redact";
import { organizationsOf, productsOf, type Organizations, type Products } from "./account";
import { createCaller } from "./call";
import { certificatesOf, type Certificates } from "./certificates";
import { limiterOf, type RateWindow } from "./limiter";
import { ordersOf, type Orders } from "./orders";
import { requestsOf, type Requests } from "./requests";
import { createSend, type SendLimits } from "./send";
import { standingOf, type Standing } from "./standing";
import { realTime, type Time } from "./time";

/** One account of CertCentral, through one key. */
export interface CertCentral {
  /** For messages: region or host, and the masked key. */
  readonly account: string;
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
}

/** Connects to an account. Nothing is sent before the first call. */
export function connect(connection: Connection): CertCentral {
  const { apiKey, baseUrl, beforeChange, time = realTime, rateWindows } = connection;
  keepSecret(apiKey);
  const account = accountOf(connection);
  const send = createSend({ ...connection, account });
  const call = createCaller({ send, limiter: limiterOf(baseUrl, apiKey, time, rateWindows), time, account, beforeChange });
  return {
    account,
    orders: ordersOf(call),
    certificates: certificatesOf(call),
    requests: requestsOf(call),
    products: productsOf(call),
    organizations: organizationsOf(call),
    standing: standingOf(call),
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
