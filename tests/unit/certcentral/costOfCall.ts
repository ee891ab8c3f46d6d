/** Places one order in a process of its own and says what came of it, and the most memory that took, in MB: `costOfCall.ts <base URL>`. */
import { connect } from "../../../provider/certcentral/client";
import { isDigicertError } from "../../../provider/errors";

const [, , baseUrl = ""] = process.argv;
const client = connect({ apiKey: "TESTKEYOFACALLTHATCOSTS123", baseUrl, region: "us", version: "0.0.0", beforeChange: () => undefined });
const KILOBYTES = 1024;

function say(outcome: string): void {
  process.stdout.write(JSON.stringify({ outcome, megabytes: Math.round(process.resourceUsage().maxRSS / KILOBYTES) }));
}

client.orders.place("private_ssl_plus", {}).then(
  () => {
    say("taken");
  },
  (error: unknown) => {
    say(isDigicertError(error) ? error.code : String(error));
  },
);
