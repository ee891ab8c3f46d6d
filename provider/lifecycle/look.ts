import type { OrderInfo } from "../certcentral/answers";
import { leafAmong } from "../x509/certificate";
import { verifiedCertificate } from "./collect";
import { isDead } from "./identity";
import { withInfo } from "./observe";
import { successorsOf } from "./orderOnce";
import { recordedOrder } from "./recordedOrder";
import type { World } from "./run";
import { statusRow } from "./status";
import { emptyState, type CertificateInHand, type State } from "./state";

/** What a look at an order found, and every order on its way there. */
export interface Look {
  readonly state: State;
  readonly orders: readonly number[];
}

/**
 * What `PrivateSslCertificate.get` shows: the newest successor of an order, whoever placed it. One that is not issued yet, or never was, does not hide
 * the certificate in use. Throws where there is nothing to show.
 */
export async function look(world: World, orderId: number): Promise<Look> {
  const named = await recordedOrder(world, orderId);
  const chain = [named, ...(await successorsOf(world, named))];
  const alive = chain.filter((info) => !isDead(info, world.clock.now()));
  const info = alive.filter((each) => statusRow(each.status).while === "done").at(-1) ?? alive.at(-1) ?? named;
  const seen: State = {
    ...withInfo(emptyState(""), info),
    orderId: info.orderId,
    ...(info.organizationId === undefined ? {} : { organizationId: info.organizationId }),
    wish: wishOf(info),
  };
  const shown = isDead(info, world.clock.now()) ? seen : { ...seen, ...(await certificateOf(world, info)) };
  return { state: shown, orders: chain.map((each) => each.orderId) };
}

async function certificateOf(
  world: World,
  { orderId, status, certificate }: OrderInfo,
): Promise<{ readonly certificate?: CertificateInHand; readonly publicKeySha256?: string }> {
  const chain =
    certificate.id === undefined || statusRow(status).while !== "done" ? [] : await world.client.certificates.chain(certificate.id);
  if (chain.length === 0 || certificate.id === undefined) return {};
  // Of a leaf that cannot be read there is no key to expect: verifying says what is wrong with it.
  const publicKeySha256 = leafAmong(chain.map(({ pem }) => pem))?.publicKeySha256 ?? "";
  const issued = { orderId, certificateId: certificate.id, chain };
  return { certificate: await verifiedCertificate(world, issued, { publicKeySha256, names: [] }), publicKeySha256 };
}

function wishOf(info: OrderInfo): State["wish"] {
  const { commonName, dnsNames, signatureHash, caCertId, organizationUnits } = info.certificate;
  const shown = { product: info.product, commonName, dnsNames, signatureHash, caCertId, organizationUnits };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined));
}
