import { inspect } from "node:util";

import {
  ApiError,
  DigicertError,
  errorRows,
  isDigicertError,
  TransportError,
  type AnyDigicertError,
  type ErrorCode,
} from "../../provider/errors";
import { keepSecret } from "../../provider/redact";

const codes = Object.keys(errorRows) as readonly ErrorCode[];
const call = { method: "POST", path: "order/certificate/private_ssl_plus", account: "region us, www.digicert.com, key ending in 1234" };

describe("the message of an error", () => {
  it("is two lines: what happened to which order, and what to do next", () => {
    const error = new DigicertError("DIGICERT_ISSUE_TIMED_OUT", { orderId: 123, status: "processing", seconds: 600 });
    expect(error.message).toBe(
      "Order 123 is still `processing` after 600 s\nIt is saved. Run `pulumi up` again to go on waiting, or allow more time (issuance.timeoutSeconds).",
    );
    expect(error.hint).toBe(error.message.split("\n")[1]);
  });

  it("says - for what is not known", () => {
    const error = new DigicertError("DIGICERT_NOT_ANNOUNCED", { orderId: undefined, found: "a new order would be needed" });
    expect(error.message).toContain("a new order would be needed (order -)");
  });

  it("shows no frames of this package, printed or inspected", () => {
    const error = new DigicertError("DIGICERT_NO_API_KEY");
    expect(error.stack).toBe(`DigicertError: ${error.message}`);
    expect(inspect(error)).not.toMatch(/\n\s+at /);
  });

  it("fills in what looks like a parameter of its own no further", () => {
    expect(new DigicertError("DIGICERT_PLAN_FAILS", { says: "{says} and {hint}" }).message).toMatch(/^\{says\} and \{hint\}\n/);
  });

  it("has no secret, wherever it came from", () => {
    keepSecret("secretOfTheErrorTest");
    const cause = Object.assign(new Error("POST with secretOfTheErrorTest"), {
      config: { headers: { "X-DC-DEVKEY": "secretOfTheErrorTest" } },
    });
    const error = new TransportError("DIGICERT_CONNECTION_LOST", { ...call, reason: "after secretOfTheErrorTest" }, { cause });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("secretOfTheErrorTest");
    expect((error.cause as Error).message).toBe("POST with [secret]");
  });

  it("keeps a cause that is an error of the table", () => {
    const cause = new ApiError(call, { status: 400, errors: [{ code: "a", message: "b" }] });
    const error = new DigicertError("DIGICERT_ORDER_REFUSED", { product: "private_ssl_plus", said: "a: b", allowed: "" }, { cause });
    expect(error.cause).toBe(cause);
  });
});

describe("the message without a key", () => {
  it("names both places for one", () => {
    const { message } = new DigicertError("DIGICERT_NO_API_KEY");
    expect(message).toContain("digicert:apiKey");
    expect(message).toContain("DIGICERT_API_KEY");
  });
});

describe("the message for an order that is not in the account", () => {
  it("names order, account and region, and how to go on when it stops a refresh", () => {
    const { message } = new DigicertError("DIGICERT_ORDER_NOT_IN_ACCOUNT", { orderId: 123, account: call.account });
    for (const words of ["order 123", "region us", "key ending in 1234", "`pulumi up --refresh`", "without it", "`pulumi state delete`"]) {
      expect(message).toContain(words);
    }
  });
});

describe("an answer that is an error", () => {
  it.each([
    [400, "some_code", "DIGICERT_REFUSED", false],
    [401, "some_code", "DIGICERT_KEY_INVALID", false],
    [403, "access_denied|access_denied_invalid_key", "DIGICERT_KEY_INVALID", false],
    [403, "access_denied|missing_permission", "DIGICERT_FORBIDDEN", false],
    [404, "not_found|order", "DIGICERT_NOT_FOUND", false],
    [429, "request_limit_exceeded", "DIGICERT_RATE_LIMITED", true],
    [500, "some_code", "DIGICERT_UNAVAILABLE", true],
    [504, "some_code", "DIGICERT_UNAVAILABLE", true],
  ])("%i with %s is %s", (status, code, expected, retryable) => {
    const error = new ApiError(call, { status, errors: [{ code, message: "Words." }] });
    expect(error).toMatchObject({ code: expected, retryable, status, name: "ApiError", method: "POST", path: call.path });
    expect(error.message).toContain(`${code}: Words.`);
    expect(error.hasCode(code)).toBe(true);
  });
});

describe("a code", () => {
  it("narrows the error in a switch", () => {
    const error: unknown = new TransportError("DIGICERT_NO_ANSWER", { ...call, reason: "after 60 s" });
    const told = (each: AnyDigicertError): string => {
      switch (each.code) {
        case "DIGICERT_NO_ANSWER":
          return each.reached;
        case "DIGICERT_REFUSED":
          return String(each.status);
        default:
          return each.hint;
      }
    };
    expect(isDigicertError(error) && told(error)).toBe("unknown");
  });

  it.each(codes)("%s has a sentence without an end and a hint of whole sentences", (code) => {
    const { says, hint } = errorRows[code];
    expect(says).not.toMatch(/[.\n]$|\n/);
    expect(hint).toMatch(/^[A-Z].*[.]$/);
  });
});
