/** A certificate whose every order a person approves in CertCentral. No pipeline waits for that person: the next `pulumi up` goes on. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateSslCertificate } from "pulumi-digicert";

const config = new pulumi.Config();

const certificate = new PrivateSslCertificate("payments", {
  product: "private_ssl_plus",
  commonName: "payments.corp.example",
  csr: config.require("csr"),
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  // What the approver reads.
  comments: `Ordered by Pulumi, stack ${pulumi.getStack()}. Questions: platform@corp.example`,
  // The account decides who approves; this says that nobody is passed over, whatever the key may do.
  skipApproval: false,
  // An order that needs a person ends the run at once, saved. `true` would keep the pipeline waiting, for issuance.timeoutSeconds at most.
  issuance: { waitForApproval: false },
  renewal: {
    // Early enough for a person's holidays.
    beforeDays: 45,
    // A renewal that time alone asks for and that is refused leaves the deployment green for a while: there is time to talk.
    tolerateFailureUntilDays: 14,
    trigger: config.get("renewNow"),
  },
});

export const { orderId, validUntil, renewAfter, fullChainPem } = certificate;
/** What waits for a person while the certificate in hand stays in use. */
export const waitsForApproval = certificate.pendingOrder.apply((pending) =>
  pending === undefined ? "nothing" : `order ${String(pending.orderId)} (${pending.kind}), placed ${pending.placed}`,
);
