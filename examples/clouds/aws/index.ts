/** An internal Application Load Balancer that terminates TLS with a private certificate of DigiCert's, imported into ACM. */
import * as acm from "@pulumi/aws/acm";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

const config = new pulumi.Config();
const vpcId = config.require("vpcId");

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  // ECDSA on P-256, the default, is what ACM passes on to load balancers as it does RSA with 2048 bits.
  key: { trigger: config.get("keyTrigger") },
});

// The leaf, and apart from it the chain: ACM refuses a leaf in the chain. A renewal is imported again under the same ARN, so the listener stays as it is.
const imported = new acm.Certificate("api", { ...api.bundles.acm, tags: { Name: "api.corp.example" } });

const balancer = new lb.LoadBalancer("api", {
  internal: true,
  subnets: config.requireObject<string[]>("subnetIds"),
  securityGroups: config.requireObject<string[]>("securityGroupIds"),
});
const targets = new lb.TargetGroup("api", { vpcId, port: 8080, protocol: "HTTP", targetType: "ip", healthCheck: { path: "/healthz" } });

new lb.Listener("https", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  certificateArn: imported.arn,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
new lb.Listener("http", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "HTTP",
  defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
});

export const address = balancer.dnsName;
export const { orderId, validUntil, renewAfter, rootPem } = api;
