/** An Ingress that terminates TLS with a private certificate of DigiCert's, in a secret of type `kubernetes.io/tls`. */
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

const config = new pulumi.Config();
const namespace = config.get("namespace") ?? "default";
const host = "api.corp.example";

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName: host,
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  key: { trigger: config.get("keyTrigger") },
});

// Pulumi replaces a secret whose content changes. It has no `metadata.name`, so the new one stands beside the old one until the Ingress names it: with a
// name of its own the old one would have to go first, and the Ingress would be without a certificate for a moment.
const secret = new core.Secret("api-tls", {
  metadata: { namespace },
  type: "kubernetes.io/tls",
  stringData: api.bundles.kubernetes,
});

new networking.Ingress("api", {
  metadata: { namespace },
  spec: {
    ingressClassName: config.get("ingressClass") ?? "nginx",
    tls: [{ hosts: [host], secretName: secret.metadata.name }],
    rules: [
      {
        host,
        http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "api", port: { name: "http" } } } }] },
      },
    ],
  },
});

// For the pods that call it: the root, which is no secret.
new core.ConfigMap("corp-root", { metadata: { namespace }, data: { "ca.crt": api.rootPem } });

export const secretName = secret.metadata.name;
export const { orderId, validUntil, renewAfter } = api;
