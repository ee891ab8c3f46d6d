/** A private certificate of DigiCert's in Key Vault, from where the load balancers of a scale set (nginx, HAProxy) fetch it by themselves. */
import * as compute from "@pulumi/azure/compute";
import * as keyvault from "@pulumi/azure/keyvault";
import * as pulumi from "@pulumi/pulumi";
import { PrivateTlsCertificate } from "pulumi-digicert/tls";

const config = new pulumi.Config();

const api = new PrivateTlsCertificate("api", {
  product: "private_ssl_plus",
  commonName: "api.corp.example",
  organization: { id: config.requireNumber("organizationId") },
  orderValidity: { years: 1 },
  key: { trigger: config.get("keyTrigger") },
});

// A renewal is imported as another version of the same certificate, whose name and id without a version stay.
const imported = new keyvault.Certificate("api", {
  name: "api",
  keyVaultId: config.require("keyVaultId"),
  certificate: { contents: api.bundles.azure.pem },
  certificatePolicy: {
    // Key Vault renews nothing here: Pulumi does.
    issuerParameters: { name: "Unknown" },
    keyProperties: { exportable: true, keyType: "EC", curve: "P-256", reuseKey: false },
    secretProperties: { contentType: api.bundles.azure.contentType },
  },
});

// Microsoft's extension looks for a new version every hour and writes it where the load balancer reads it. The identity of the machines may read the secret.
new compute.VirtualMachineScaleSetExtension("certificates", {
  virtualMachineScaleSetId: config.require("scaleSetId"),
  publisher: "Microsoft.Azure.KeyVault",
  type: "KeyVaultForLinux",
  // 3.x writes key and chain into one file, as HAProxy reads it; 4.x writes two, under names of its own.
  typeHandlerVersion: "3.0",
  autoUpgradeMinorVersion: true,
  settings: pulumi.jsonStringify({
    secretsManagementSettings: {
      pollingIntervalInS: "3600",
      requireInitialSync: true,
      observedCertificates: [
        { url: imported.versionlessSecretId, certificateStoreLocation: "/etc/ssl/keyvault", customSymbolicLinkName: "api" },
      ],
    },
  }),
});

export const certificateSecretId = imported.versionlessSecretId;
export const { orderId, validUntil, renewAfter, rootPem } = api;
