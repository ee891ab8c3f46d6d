import { DigicertError } from "../../../provider/errors";
import { keepSecret } from "../../../provider/redact";
import { oneLine } from "../../../cli/note";

describe("what is said on standard error", () => {
  it("is one line: what happened, and what to do", () => {
    expect(oneLine(new DigicertError("DIGICERT_NO_API_KEY").message)).toBe(
      "No DigiCert API key is configured. Store one with `pulumi config set --secret digicert:apiKey`, or set the environment variable DIGICERT_API_KEY.",
    );
    expect(oneLine("failed:\n  no such stack\r\n\r\ntry again\n")).toBe("failed: no such stack. try again");
  });

  it("shows no secret, and nothing that a terminal would obey", () => {
    keepSecret("key-of-the-note-test");
    expect(oneLine("the key key-of-the-note-test\u001b[2J is unknown")).toBe("the key [secret]\ufffd[2J is unknown");
  });
});
