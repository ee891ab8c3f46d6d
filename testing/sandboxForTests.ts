import type { Sandbox, SandboxOptions } from "../sandbox";
import { onDemand } from "./onDemand";

/** A sandbox, and what a program, a stack or another process needs to use it. */
export interface SandboxForTests extends Sandbox {
  /** For a child process: `DIGICERT_API_KEY` and `DIGICERT_BASE_URL`, and loopback kept from a proxy. */
  readonly environment: Readonly<Record<string, string>>;
  /** For `stack.setAllConfig(…)` of Pulumi's Automation API. */
  readonly config: Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>>;
  /** The same as `stop`: `await using sandbox = await sandboxForTests()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts a local CertCentral for a test: it refuses what DigiCert's page does not know, and has no rate limit. `stop` it at the end. */
export async function sandboxForTests(options: SandboxOptions = {}): Promise<SandboxForTests> {
  const { startSandbox } = onDemand.sandbox();
  const sandbox = await startSandbox({ strict: true, rateLimits: "off", ...options });
  const loopback = "127.0.0.1,localhost,::1";
  return Object.defineProperties({} as SandboxForTests, {
    ...Object.getOwnPropertyDescriptors(sandbox),
    environment: fixed({
      DIGICERT_API_KEY: sandbox.apiKey,
      DIGICERT_BASE_URL: sandbox.baseUrl,
      NO_PROXY: loopback,
      ["no_proxy"]: loopback,
    }),
    config: fixed({ "digicert:apiKey": { value: sandbox.apiKey, secret: true }, "digicert:baseUrl": { value: sandbox.baseUrl } }),
    [Symbol.asyncDispose]: fixed(() => sandbox.stop()),
  });
}

function fixed(value: unknown): PropertyDescriptor {
  return { value, enumerable: true };
}
