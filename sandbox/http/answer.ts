/** What the API answers. A body that is text goes out as it is, everything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** @default "application/json", without a charset: there are clients that compare it whole */
  readonly contentType?: string;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function noContent(): Answer {
  return { status: 204 };
}
