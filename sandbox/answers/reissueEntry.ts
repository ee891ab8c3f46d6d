import { wartsOf } from "../state/account";
import { isIssued, type Certificate } from "../state/order";
import { given, numberFor, wireDate, wireTime } from "./wording";

/** [DOC] An entry of the list of reissues, with its strings where numbers are meant. */
export function reissueEntry(certificate: Certificate) {
  const { wish, order, issued, state } = certificate;
  const shown = wartsOf(order.account).repeatedSerialInReissues ? order.certificates.find(isIssued)?.issued : issued;
  return given({
    id: certificate.id,
    thumbprint: shown?.thumbprint,
    serial_number: shown?.serialNumber,
    common_name: wish.commonName,
    dns_names: wish.dnsNames,
    status: state === "pending" ? "approved" : state,
    date_created: wireTime(certificate.createdAt),
    date_issued: issued === undefined ? undefined : wireTime(issued.at),
    valid_from: issued === undefined ? undefined : wireDate(issued.notBefore),
    valid_till: issued === undefined ? undefined : wireDate(issued.notAfter),
    signature_hash: wish.hash.toLowerCase().replace("-", ""),
    key_size: wish.key.keySize,
    ca_cert_id: wish.authority.id,
    archived: numberFor(order.account, 0),
    receipt_id: numberFor(order.account, order.id % 1_000_000),
    purchased_dns_names: numberFor(order.account, wish.dnsNames.length),
  });
}
