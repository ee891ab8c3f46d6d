import * as pulumi from "@pulumi/pulumi";

/** Public in Pulumi's code, and left out of its declarations. */
interface Awaitable<T> {
  promise(): Promise<T>;
}

/**
 * The value of an output, for a test to await. It fails where the resource failed, which `apply` alone never tells, and is undefined for what a preview
 * does not know.
 */
export function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return (pulumi.output(output) as unknown as Awaitable<pulumi.Unwrap<T>>).promise();
}

/** Pulumi's own wait for everything that the program has asked for so far. */
const { waitForRPCs } = pulumi.runtime as unknown as { readonly waitForRPCs: () => Promise<void> };

/** Settles when every resource that the program has declared so far has been made. */
export async function programSettled(): Promise<void> {
  await waitForRPCs();
}
