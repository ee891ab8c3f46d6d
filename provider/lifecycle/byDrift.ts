import { hasUnknown, type Change } from "../request/use";
import { listed, type Finding, type Inputs } from "./action";
import type { Drift, State } from "./state";

/** What a refresh saw asks for. Expiry is no drift: the clock judges it. */
export function byDrift(state: State, wanted: Inputs, costly: readonly Change[]): Finding {
  const { drift } = state;
  switch (drift?.kind) {
    case undefined:
    case "renewed":
      return undefined;
    case "reissued":
      return byReissueElsewhere(state, drift, costly);
    case "ended":
      return byEnd(state, drift, costly);
    case "revoked":
      return byRevocation(state, wanted, costly);
  }
}

/** What needs an order without a link anyway is left to the changes. */
function byReissueElsewhere(state: State, drift: Drift, costly: readonly Change[]): Finding {
  if (costly.some((change) => change.cost === "order")) return undefined;
  const order = String(state.orderId);
  const also = costly.length === 0 ? "" : `; ${listed(costly.map((change) => change.says))}`;
  return {
    do: "renew",
    says: `asks for RENEWAL, a new paid order after ${order}: certificate ${String(drift.certificateId)} was made in it outside of Pulumi and ${drift.detail}; DigiCert may revoke the one in use within 72 hours${also}`,
  };
}

function byEnd(state: State, drift: Drift, costly: readonly Change[]): Finding {
  const fact = `order ${String(state.orderId)} was ${drift.detail} outside of Pulumi`;
  return costly.length > 0
    ? { do: "order", says: `needs a NEW paid order: ${fact}` }
    : { do: "fail", says: `${fact}: change what is in the certificate, or renewal.trigger, to order anew` };
}

function byRevocation(state: State, wanted: Inputs, costly: readonly Change[]): Finding {
  const onDrift = wanted["onDrift"] ?? "renew";
  const unknown = hasUnknown(onDrift);
  const asked = unknown ? "onDrift is not known yet" : `onDrift: ${JSON.stringify(onDrift)}`;
  const fact = `the certificate of order ${String(state.orderId)} was revoked outside of Pulumi (${asked})`;
  if (unknown && costly.length === 0) return { do: "order", says: `may need a NEW paid order: ${fact}` };
  if (onDrift === "renew" || costly.length > 0) return { do: "order", says: `needs a NEW paid order: ${fact}` };
  if (onDrift === "fail") return { do: "fail", says: `${fact}: set onDrift to "renew", or change renewal.trigger, to order anew` };
  return { warns: `${fact}; nothing is done about it` };
}

/** The order with which DigiCert, or somebody there, renewed ours. */
export function byRenewalElsewhere(state: State, renewedOrderId: number | undefined): Finding {
  const orderId = renewedOrderId ?? (state.drift?.kind === "renewed" ? state.drift.orderId : undefined);
  if (orderId === undefined || state.orders.some((row) => row.orderId === orderId)) return undefined;
  return {
    do: "takeOver",
    orderId,
    says: `takes over order ${String(orderId)}, with which DigiCert renewed order ${String(state.orderId)}: nothing is ordered`,
  };
}
