import type { AccountSettings, OrderBook, Sandbox } from "../../sandbox";
import { csrFor, makeCsr } from "../support/csr";
import { certificateProgram, type Project } from "../engine/harness";

const name = "api.corp.example";

/** How the account answers what is asked of it. */
export type Mode = "immediate" | "later" | "needs approval";

export const modeSettings: Readonly<Record<Mode, Partial<AccountSettings>>> = {
  immediate: { approval: "automatic", issuance: "immediate" },
  later: { approval: "automatic", issuance: { afterSeconds: 1 } },
  "needs approval": { approval: "manual", issuance: "immediate" },
};

/** A certificate's stage: its keys, its sandbox, its project. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly project: Project;
}

/** One thing a run does, and what must be so when it has been run until it succeeded. */
export interface Scenario {
  readonly modes: readonly Mode[];
  readonly command: "up" | "destroy";
  /** Where the sandbox's clock stands at first. */
  readonly startsDaysAgo?: number;
  /** The program at first; of a scenario that begins with nothing, the program under test. */
  readonly first: (made: Made) => string;
  /** After the first `up`. Absent: there is no first `up`. */
  readonly then?: (stage: Stage, made: Made, mode: Mode) => Promise<void>;
  /** Before the only `up`. */
  readonly beforehand?: (sandbox: Sandbox, made: Made) => Promise<void>;
  /** How the account answers, where that is not what the mode's name says of it for every scenario. */
  readonly settings?: Readonly<Record<Mode, Partial<AccountSettings>>>;
  /** Orders in the books at the end. */
  readonly orders: number;
  /** Of a destroy, what the orders came to. */
  readonly endAs?: Readonly<Record<Mode, readonly string[]>>;
  /** What else must be true of the books. */
  readonly holds?: (orders: readonly OrderBook[]) => void;
}

export interface Made {
  readonly csr: string;
  readonly csrWithMore: string;
  adopted?: number;
}

/** One key for all cells of a worker: what is tested is not the key. */
let made: Omit<Made, "adopted"> | undefined;

export function newMade(): Made {
  if (made === undefined) {
    const { csrPem, privateKeyPem } = makeCsr([name]);
    made = { csr: csrPem, csrWithMore: csrFor(privateKeyPem, [name, `new.${name}`]) };
  }
  return { ...made };
}

function program(csr: string, more: Readonly<Record<string, unknown>> = {}): string {
  return certificateProgram({
    product: "private_ssl_plus",
    commonName: name,
    csr,
    organization: { id: 123456 },
    orderValidity: { years: 1 },
    issuance: { timeoutSeconds: 15 },
    ...more,
  });
}

const edited = {
  additionalEmails: ["net@corp.example"],
  customRenewalMessage: "Ask the network team.",
  disableRenewalNotifications: true,
  customFields: [{ metadataId: 12, value: "INV-2" }],
};

export const scenarios = {
  create: { modes: ["immediate", "later", "needs approval"], command: "up", first: ({ csr }) => program(csr), orders: 1 },
  "renew by change": {
    modes: ["immediate", "later", "needs approval"],
    command: "up",
    first: ({ csr }) => program(csr),
    then: ({ project }, { csrWithMore }) => {
      project.setProgram(program(csrWithMore, { dnsNames: [name, `new.${name}`] }));
      return Promise.resolve();
    },
    orders: 2,
    holds: (orders) => {
      expect(orders.map(({ renewalOfOrderId }) => renewalOfOrderId)).toEqual([undefined, orders[0]?.id]);
    },
  },
  "renew by time": {
    modes: ["immediate", "later", "needs approval"],
    command: "up",
    startsDaysAgo: 340,
    first: ({ csr }) => program(csr),
    then: async ({ sandbox }) => {
      await sandbox.setClock(new Date());
    },
    orders: 2,
  },
  reissue: {
    modes: ["immediate", "later", "needs approval"],
    command: "up",
    first: ({ csr }) => program(csr, { changeStrategy: "reissue" }),
    then: ({ project }, { csrWithMore }) => {
      project.setProgram(program(csrWithMore, { changeStrategy: "reissue", dnsNames: [name, `new.${name}`] }));
      return Promise.resolve();
    },
    orders: 1,
    holds: ([order]) => {
      expect(order?.certificates.map(({ status }) => status)).toEqual(["issued", "issued"]);
    },
  },
  edit: {
    // Edits are answered at once, however the account answers orders.
    modes: ["immediate"],
    command: "up",
    first: ({ csr }) => program(csr, { customFields: [{ metadataId: 12, value: "INV-1" }] }),
    then: ({ project }, { csr }) => {
      project.setProgram(program(csr, edited));
      return Promise.resolve();
    },
    orders: 1,
    holds: ([order]) => {
      expect(order).toMatchObject({
        additionalEmails: edited.additionalEmails,
        customRenewalMessage: edited.customRenewalMessage,
        renewalNotices: false,
        customFields: { "12": "INV-2" },
      });
    },
  },
  adopt: {
    modes: ["immediate", "later", "needs approval"],
    command: "up",
    // Later: issued once the adopting run has seen that it is not.
    settings: { ...modeSettings, later: { issuance: "manual" } },
    beforehand: async (sandbox, made) => {
      made.adopted = await orderElsewhere(sandbox, made.csr);
    },
    first: ({ csr, adopted }) => program(csr, { adoptOrderId: adopted }),
    orders: 1,
  },
  delete: {
    // Later: the renewal is still with DigiCert. Needs approval: the key may not skip the approval of a revocation.
    modes: ["immediate", "later", "needs approval"],
    command: "destroy",
    startsDaysAgo: 340,
    first: ({ csr }) => program(csr, { issuance: { timeoutSeconds: 1 } }),
    // Two orders to retire: the certificate in use, and its predecessor or its successor.
    then: async ({ sandbox, project }, _made, mode) => {
      await sandbox.setClock(new Date());
      if (mode === "later") await sandbox.configure({ issuance: "manual" });
      await project.up();
      if (mode === "needs approval") await sandbox.configure({ keys: [{ name: "team", apiKey: sandbox.apiKey, role: "standard user" }] });
    },
    settings: { immediate: {}, later: {}, "needs approval": {} },
    orders: 2,
    endAs: { immediate: ["revoked", "revoked"], later: ["revoked", "canceled"], "needs approval": ["revoked", "revoked"] },
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof scenarios;

async function orderElsewhere(sandbox: Sandbox, csr: string): Promise<number> {
  const response = await fetch(`${sandbox.baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-dc-devkey": sandbox.apiKey },
    body: JSON.stringify({
      certificate: { common_name: name, csr, signature_hash: "sha256" },
      organization: { id: 123456 },
      order_validity: { years: 1 },
    }),
  });
  return ((await response.json()) as { readonly id: number }).id;
}
