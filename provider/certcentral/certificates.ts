import type { ChainEntry, RevocationAnswer } from "./answers";
import { decoded, type Answer, type Caller } from "./call";
import { listOf, must, record, text, WrongShape, type Decoder } from "./decode";
import { revocationCall, type Revocation } from "./revocation";

export interface Certificates {
  /** The chain of a certificate, as DigiCert has it; the leaf first, as a rule. */
  chain(certificateId: number): Promise<readonly ChainEntry[]>;
  /** The chain in one text of PEM blocks. */
  download(certificateId: number): Promise<string>;
  /** Revokes one certificate; its order stays, and can be reissued. */
  revoke(certificateId: number, revocation: Revocation): Promise<RevocationAnswer>;
}

export function certificatesOf(call: Caller): Certificates {
  const at = (certificateId: number, more: string): string => `certificate/${String(certificateId)}/${more}`;

  return {
    async chain(certificateId) {
      return (await call({ method: "GET", path: at(certificateId, "chain"), answer: decoded(chainAnswer) })).chain;
    },
    download: (certificateId) => call({ method: "GET", path: at(certificateId, "download/format/pem_all"), answer: pemText }),
    revoke: (certificateId, revocation) => call(revocationCall(at(certificateId, "revoke"), revocation)),
  };
}

const chainEntry: Decoder<ChainEntry> = record({
  subjectCommonName: must("subject_common_name", text),
  pem: must("pem", text),
});

/** The certificates of a chain, in the order in which they came. */
export const chainEntries = listOf(chainEntry);

/** Despite the name, the first is the certificate itself and the last is the root. */
const chainAnswer = record({ chain: must("intermediates", chainEntries) });

const pemText: Answer<string> = ({ body }) => {
  if (!body.includes("-----BEGIN CERTIFICATE-----")) throw new WrongShape("", "PEM", body);
  return body;
};
