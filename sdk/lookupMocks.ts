import * as pulumi from "@pulumi/pulumi";

/** In a unit test with Pulumi's mocks nothing goes over the network: a look-up is a call of theirs, as the functions of other providers are. */
export function isMocked(): boolean {
  const monitor = pulumi.runtime.getMonitor();
  return monitor !== undefined && "mocks" in monitor;
}

/** Asks `mocks.call({ token: "digicert:index:getOrganization", inputs })`. A list is expected under its name: `{ organizations: […] }`. */
export async function mocked<T>(lookup: { readonly name: string; readonly list?: string }, args: object): Promise<T> {
  const found = (await pulumi.runtime.invoke(`digicert:index:${lookup.name}`, { ...args })) as Readonly<Record<string, unknown>>;
  return (lookup.list === undefined ? found : (found[lookup.list] ?? [])) as T;
}
