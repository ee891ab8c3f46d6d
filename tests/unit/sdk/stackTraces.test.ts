import * as pulumi from "@pulumi/pulumi";

import { PrivateSslCertificate } from "../../../sdk";

const args = { product: "private_ssl_plus", commonName: "api.corp.example", csr: "…" } as const;

/** How many stack traces with frames were made while something was done. */
function tracesTaken(work: () => void): number {
  const before = Reflect.get(Error, "prepareStackTrace") as unknown;
  let taken = 0;
  Error.prepareStackTrace = (_error, frames) => {
    taken += frames.length > 0 ? 1 : 0;
    return "";
  };
  try {
    work();
  } finally {
    Reflect.set(Error, "prepareStackTrace", before);
  }
  return taken;
}

function errorOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}

const registered = (resource: pulumi.CustomResource) => new Promise((resolve) => resource.id.apply(resolve));

beforeAll(() => pulumi.runtime.setMocks({ newResource: (asked) => ({ id: "123", state: asked.inputs as object }), call: () => ({}) }));

describe("the stack traces of a program that declares a certificate", () => {
  it("are taken once for the place where it is declared, and not for each of its properties", async () => {
    class OneProperty extends pulumi.CustomResource {}
    const declared: pulumi.CustomResource[] = [];
    expect(tracesTaken(() => declared.push(new OneProperty("test:index:One", "one", { only: 1 })))).toBeGreaterThan(4);
    expect(tracesTaken(() => declared.push(new PrivateSslCertificate("api", args)))).toBeLessThan(4);
    await Promise.all(declared.map(registered));
  });

  it("are whole again afterwards", async () => {
    const declared = new PrivateSslCertificate("whole", args);
    expect(new Error("mine").stack).toContain("stackTraces.test.ts");
    await registered(declared);
  });

  it("name the program's line where it cannot be declared", () => {
    const failed = () => new PrivateSslCertificate("", args);
    expect(errorOf(failed).stack).toContain("stackTraces.test.ts");
    expect(new Error("mine").stack).toContain("stackTraces.test.ts");
  });

  it("are those of the program's own error where its transformation fails", () => {
    const failed = () =>
      new PrivateSslCertificate("transformed", args, {
        transformations: [
          () => {
            throw new Error("not allowed here");
          },
        ],
      });
    expect(errorOf(failed)).toMatchObject({ message: "not allowed here", stack: expect.stringContaining("stackTraces.test.ts") as string });
  });
});
