/**
 * Pulumi's shipped provider process, driven over gRPC as the engine drives it, with the package as it is built and the constant text of the sdk: the
 * real host without an engine. One process has one account, as in a run of Pulumi.
 *
 *   const provider = await startProvider({ sandbox });
 *   const checked = await provider.check({}, inputs);
 *   const { id, properties } = await provider.create(checked.inputs);
 *   await expect(provider.create(…)).rejects.toMatchObject({ saved: { id: …, properties: …, reasons: […] } });
 */
import { startHost, type ProviderOptions, type ProviderProcess } from "./hostProcess";

export { CallFailed, inputsFor, type Created, type Properties, type ProviderProcess, type SavedByHost } from "./hostProcess";

const started: ProviderProcess[] = [];

/** Starts one and configures it. It is stopped at the end of the file. */
export async function startProvider(options: ProviderOptions = {}): Promise<ProviderProcess> {
  const provider = await startHost(options);
  started.push(provider);
  return provider;
}

afterAll(async () => {
  for (const provider of started.splice(0)) await provider.stop();
});
