/** Makes one call in a process of its own, for tests of what Node.js reads when a process begins: `oneCall.ts <base URL> <API key>`. */
import { connect } from "../../../provider/certcentral/client";

const [, , baseUrl = "", apiKey = ""] = process.argv;
const client = connect({ apiKey, baseUrl, region: "us", version: "0.0.0", beforeChange: () => undefined });

client.orders.info(12).then(
  ({ orderId, status }) => {
    console.log(orderId, status);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
