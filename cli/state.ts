import { stateOf, type LedgerRow, type Outputs, type State } from "../provider/lifecycle/state";

/** The type token of the resource, as every state has it. */
const certificateType = "pulumi-nodejs:dynamic/digicert:PrivateSslCertificate";

/** What one stack's state knows of this package's certificates. */
export interface StackState {
  /** For messages: where it was read. */
  readonly from: string;
  readonly certificates: readonly StateCertificate[];
  /** Creations that a run began and never ended: what they ordered, the state does not name. */
  readonly interrupted: readonly InterruptedCreate[];
}

/** What a URN tells. */
export interface Named {
  readonly urn: string;
  readonly stack: string;
  readonly project: string;
  readonly name: string;
}

/** One resource of the state. */
export interface StateCertificate extends Named {
  /** Shown by `PrivateSslCertificate.get`: it owns nothing. */
  readonly isRead: boolean;
  /** Replaced, or about to be removed; its orders are not yet retired. */
  readonly isBeingDeleted: boolean;
  /** What is encrypted is not there. */
  readonly inputs: Outputs;
  /** Result, books and wish (provider/lifecycle/state.ts). */
  readonly state: State;
}

export interface InterruptedCreate extends Named {
  readonly inputs: Outputs;
}

/** Reads what `pulumi stack export` printed, or a state file of a self-managed backend. Throws, in one sentence, at anything else. */
export function stackStateOf(text: string, from: string): StackState {
  const { resources, pending } = deploymentIn(parsed(text, from), from);
  const certificates = resources.filter(({ type }) => type === certificateType).map((resource) => certificateOf(resource, from));
  const interrupted = pending
    .filter(({ type, resource }) => type === "creating" && resource?.type === certificateType)
    .flatMap(({ resource }) => (resource === undefined ? [] : [{ ...namedBy(resource.urn), inputs: opened(resource.inputs) }]));
  return { from, certificates, interrupted };
}

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Outputs;
  readonly outputs?: Outputs;
  readonly external?: boolean;
  readonly delete?: boolean;
}

interface PendingOperation {
  readonly type?: string;
  readonly resource?: Resource;
}

interface Deployment {
  readonly resources: readonly Resource[];
  readonly pending: readonly PendingOperation[];
}

function parsed(text: string, from: string): unknown {
  if (text.trim() === "") throw new Error(`${from} is empty: what is wanted is the output of \`pulumi stack export\``);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${from} is no JSON: what is wanted is the output of \`pulumi stack export\``);
  }
}

/** `deployment` of an export, or `checkpoint.latest` of a file backend. A stack that was never brought up has neither. */
function deploymentIn(state: unknown, from: string): Deployment {
  const deployment = memberOf(state, "deployment") ?? memberOf(memberOf(state, "checkpoint"), "latest");
  if (!isObject(deployment)) {
    const isNew = isObject(state) && "version" in state && ("deployment" in state || isObject(state["checkpoint"]));
    if (isNew) return { resources: [], pending: [] };
    throw new Error(`${from} is ${kindOf(state)}: what is wanted is the output of \`pulumi stack export\``);
  }
  return {
    resources: listIn(deployment, "resources", from).filter(isResource),
    pending: listIn(deployment, "pending_operations", from).filter(
      (each): each is PendingOperation => isObject(each) && isResource(each["resource"]),
    ),
  };
}

function kindOf(state: unknown): string {
  if (memberOf(state, "terraform_version") !== undefined) return "a Terraform state";
  if (Array.isArray(memberOf(state, "resources"))) return "no state of a Pulumi stack, though it has resources";
  return "no state of a Pulumi stack";
}

function listIn(deployment: Outputs, name: string, from: string): readonly unknown[] {
  const list = deployment[name] ?? [];
  if (!Array.isArray(list)) throw new Error(`${from} cannot be read: its \`${name}\` are no list`);
  return list as readonly unknown[];
}

function isResource(value: unknown): value is Resource {
  return typeof memberOf(value, "urn") === "string" && typeof memberOf(value, "type") === "string";
}

function certificateOf(resource: Resource, from: string): StateCertificate {
  const named = namedBy(resource.urn);
  const outputs = opened(resource.outputs);
  refuseHidden(resource.outputs ?? {}, outputs, `${from}: the certificate \`${named.name}\``);
  const state = stateOf(outputs);
  return {
    ...named,
    isRead: resource.external === true,
    isBeingDeleted: resource.delete === true,
    inputs: opened(resource.inputs),
    state: { ...state, orders: state.orders.filter(isRow) },
  };
}

/** A state that was edited by hand may hold anything. */
function isRow(row: unknown): row is LedgerRow {
  return typeof memberOf(row, "orderId") === "number" && typeof memberOf(row, "status") === "string";
}

/** Without these nobody can say which orders are in use. */
const books = ["orderId", "orders", "pendingOrder", "alternativeOrderStem"];

function refuseHidden(stored: Outputs, shown: Outputs, what: string): void {
  const hidden = books.find((name) => stored[name] !== undefined && shown[name] === undefined);
  if (hidden === undefined) return;
  throw new Error(`${what} has its \`${hidden}\` encrypted: export the state with \`--show-secrets\`, and give it with --state`);
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; a name may hold colons of its own. */
function namedBy(urn: string): Named {
  const [head = "", project = "", , ...name] = urn.split("::");
  return { urn, stack: head.replace(/^urn:pulumi:/, ""), project, name: name.join("::") };
}

/** How Pulumi marks a secret in a state: https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SECRET_MARK = "4dabf18193072939515e22adb298388d";

/** The values that can be read: of a secret its plain text, where the state was exported with it; what is encrypted is left out. */
function opened(values: Outputs | undefined): Outputs {
  const shown = Object.entries(values ?? {}).map(([name, value]) => [name, open(value)] as const);
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open).filter((each) => each !== undefined);
  if (!isObject(value)) return value;
  if (!(SECRET_MARK in value)) return opened(value);
  const { plaintext } = value;
  return typeof plaintext === "string" ? open(JSON.parse(plaintext) as unknown) : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Outputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
