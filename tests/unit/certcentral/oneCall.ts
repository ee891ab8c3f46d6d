/** Makes one call in a process of its own, for tests of what Node.js reads when a process begins: `oneCall.ts <base URL> <API key>`. */
import { connect } from "../../../provider/certcentral/client";

const [, , baseUrl = "", apiKey = ""] = process.argv;
const client = connect({ apiKey, baseUrl, region: "us", version: "0.0.0", beforeChange: () => undefined });

client.orders.info(12).then(
  ({ orderId, status }) => {
    process.stdout.write(`${String(orderId)} ${status}\n`);
  },
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
