import * as pulumi from "@pulumi/pulumi";

import type { ErrorCode } from "../provider/errors";

/**
 * A look-up failed. The message is two lines: what happened, and what to do next. `code` is that of docs/reference/errors.md; where a program does not
 * catch it, Pulumi shows the message alone.
 */
export class LookupError extends pulumi.RunError {
  override readonly name = "LookupError";

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    // It is read by people who run Pulumi: frames of this package tell them nothing.
    this.stack = `LookupError: ${message}`;
  }
}
