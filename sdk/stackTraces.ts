/** Pulumi's own switch for the reports that show them. */
const areWanted = process.env["PULUMI_DEBUG_PROMISE_LEAKS"] !== undefined;

/** What `declaring` is in the middle of. */
export interface Declaring {
  /** An error that came up meanwhile, with the trace that it would have had. */
  traced(error: unknown): unknown;
  end(): void;
}

/**
 * While a resource is declared, stack traces are empty. Pulumi takes four for each property, which only its reports of promises that never settled show;
 * mapped to TypeScript's lines they were nine tenths of what it cost to declare a certificate. Where in the program a resource is declared, Pulumi
 * finds all the same: for that it sets the limit itself.
 */
export function declaring(): Declaring {
  const limit = Error.stackTraceLimit;
  if (!areWanted) Error.stackTraceLimit = 0;
  const end = () => {
    Error.stackTraceLimit = limit;
  };
  return {
    traced(error) {
      end();
      if (error instanceof Error && error.stack?.includes("\n    at ") !== true) Error.captureStackTrace(error);
      return error;
    },
    end,
  };
}
