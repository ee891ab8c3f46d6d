/**
 * What a provider process may keep of each certificate, in bytes. What is in use must be remembered to the end of a run: 211 bytes for one that was created,
 * diffed and renewed. Else nothing grows but compiled code.
 */
export const MOST_BYTES_FOR_EACH = 300;

/** On the heap of V8, and outside of it: buffers of bodies and sockets among them. */
export function bytesKept({ heapUsed, external }: { readonly heapUsed: number; readonly external: number }): number {
  return heapUsed + external;
}
