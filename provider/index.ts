import type * as pulumi from "@pulumi/pulumi";

import { createEngineLink } from "./engineLink";
import { createCurrent } from "./lifecycle/current";
import { verbsOf } from "./privateSslCertificate";
import { version } from "./version";

const engine = createEngineLink();

/**
 * The seven verbs of `PrivateSslCertificate`. The text that requires this export by its name is stored in every user's state:
 * name and shape are a contract for ever.
 */
export const privateSslCertificate: pulumi.dynamic.ResourceProvider = verbsOf({
  engine,
  current: createCurrent(engine.address),
  clock: {
    now: () => new Date(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  },
  environment: process.env,
  version,
});
