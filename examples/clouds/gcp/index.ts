/** A regional external HTTPS load balancer that terminates TLS with a private certificate of DigiCert's. */
import * as compute from "@pulumi/gcp/compute";
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

const config = new pulumi.Config();
const region = config.require("region");
const network = config.require("network");

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  // Google's load balancers take RSA with 2048 bits or ECDSA on P-256, which is the default.
  key: { trigger: config.get("keyTrigger") },
});

// A certificate never changes at Google: a renewal makes another, the proxy moves to it, and only then the old one goes. So it has no `name` of its own:
// two of them must be able to stand side by side.
const certificate = new compute.RegionSslCertificate("api", { region, ...api.bundles.gcp });

const healthCheck = new compute.RegionHealthCheck("api", { region, httpHealthCheck: { port: 8080, requestPath: "/healthz" } });
const backend = new compute.RegionBackendService("api", {
  region,
  protocol: "HTTP",
  loadBalancingScheme: "EXTERNAL_MANAGED",
  healthChecks: healthCheck.id,
  backends: [{ group: config.require("instanceGroup"), balancingMode: "UTILIZATION", capacityScaler: 1 }],
});
const urlMap = new compute.RegionUrlMap("api", { region, defaultService: backend.id });
const policy = new compute.RegionSslPolicy("api", { region, profile: "MODERN", minTlsVersion: "TLS_1_2" });
const proxy = new compute.RegionTargetHttpsProxy("api", {
  region,
  urlMap: urlMap.id,
  sslCertificates: [certificate.id],
  sslPolicy: policy.id,
});
const address = new compute.Address("api", { region, networkTier: "STANDARD" });

new compute.ForwardingRule("api", {
  region,
  network,
  networkTier: "STANDARD",
  loadBalancingScheme: "EXTERNAL_MANAGED",
  ipAddress: address.address,
  portRange: "443",
  target: proxy.id,
});

export const ip = address.address;
export const { orderId, validUntil, renewAfter, rootPem } = api;
