/** TLS in HAProxy: key, certificate, configuration and reload, from one `pulumi up`. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

import { DeployedFiles } from "./deployedFiles";

const config = new pulumi.Config();
const folder = config.get("folder") ?? "/etc/haproxy/conf.d";

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName: config.get("commonName") ?? "api.corp.example",
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  renewal: { beforeDays: config.getNumber("renewBeforeDays") ?? 30 },
  key: { trigger: config.get("keyTrigger") },
});

const frontend = `# Written by Pulumi.
frontend api
  bind ${config.get("listen") ?? ":443"} ssl crt ${folder}/api.pem alpn h2,http/1.1
  default_backend api

backend api
  server app ${config.get("backend") ?? "127.0.0.1:8080"}
`;

new DeployedFiles("haproxy", {
  folder,
  files: { "api.cfg": frontend },
  secretFiles: { "api.pem": api.bundles.haproxyPem },
  // New workers take over the sockets of the old ones, which go on until their last request is answered.
  reload: config.get("reload") ?? "systemctl reload-or-restart haproxy",
});

export const { orderId, certificatePem, rootPem, validUntil, renewAfter } = api;
