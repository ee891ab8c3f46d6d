import type { Sandbox } from "../../sandbox";

/** What DigiCert answers to an order that it issues at once. */
interface Placed {
  readonly id: number;
  readonly certificate_id: number;
  readonly certificate_chain: readonly { readonly subject_common_name: string; readonly pem: string }[];
}

/** As somebody in the console would order a certificate. */
export async function orderByHand({ baseUrl, apiKey }: Sandbox, commonName: string, csr: string): Promise<Placed> {
  const response = await fetch(`${baseUrl}/order/certificate/private_ssl_plus`, {
    method: "POST",
    headers: { "X-DC-DEVKEY": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({
      certificate: { common_name: commonName, csr, signature_hash: "sha256" },
      organization: { id: 123456 },
      order_validity: { years: 1 },
      skip_approval: true,
    }),
  });
  if (response.status !== 201) throw new Error(`The order was refused: ${await response.text()}`);
  return (await response.json()) as Placed;
}
