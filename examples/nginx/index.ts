/** TLS in nginx: key, certificate, configuration and reload, from one `pulumi up`. */
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

import { DeployedFiles } from "./deployedFiles";

const config = new pulumi.Config();
const folder = config.get("folder") ?? "/etc/nginx/conf.d";
const commonName = config.get("commonName") ?? "api.corp.example";

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName,
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  renewal: { beforeDays: config.getNumber("renewBeforeDays") ?? 30 },
  key: { trigger: config.get("keyTrigger") },
});

const server = `# Written by Pulumi.
server {
  listen ${config.get("listen") ?? "443"} ssl;
  server_name ${commonName};
  ssl_certificate ${folder}/api.crt;
  ssl_certificate_key ${folder}/api.key;
  ssl_protocols TLSv1.2 TLSv1.3;
  location / {
    proxy_pass http://${config.get("backend") ?? "127.0.0.1:8080"};
  }
}
`;

new DeployedFiles("nginx", {
  folder,
  files: { "api.conf": server, "api.crt": api.bundles.nginx.certificate },
  secretFiles: { "api.key": api.bundles.nginx.key },
  // New workers share the sockets of the old ones, which go on until their last request is answered.
  reload: config.get("reload") ?? "nginx -t -q && systemctl reload-or-restart nginx",
});

export const { orderId, certificatePem, rootPem, validUntil, renewAfter } = api;
