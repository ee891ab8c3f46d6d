/** PEM as CertCentral shows it: 64 characters a line, CRLF unless that wart is off. */
export function pem(der: Buffer, label = "CERTIFICATE", lineEnd = "\r\n"): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join(lineEnd);
}
