import type { StateCertificate } from "../state";

/** Refuses a state that was edited by hand into something that has no place on a time line, and says where. */
export function checkDates({ name, state }: StateCertificate): void {
  const { certificate, renewAfter, pendingOrder, orders } = state;
  const dates: readonly (readonly [what: string, date: unknown])[] = [
    ...(certificate === undefined
      ? []
      : ([
          ["validFrom", certificate.validFrom],
          ["validUntil", certificate.validUntil],
        ] as const)),
    ...(renewAfter === undefined ? [] : [["renewAfter", renewAfter] as const]),
    ...(pendingOrder === undefined ? [] : [["placed of pendingOrder", pendingOrder.placed] as const]),
    ...orders.map(({ orderId, placed }) => [`placed of order ${String(orderId)}`, placed] as const),
    ...orders.flatMap(({ orderId, validUntil }) =>
      validUntil === undefined ? [] : [[`validUntil of order ${String(orderId)}`, validUntil] as const],
    ),
  ];
  const unreadable = dates.find(([, date]) => typeof date !== "string" || Number.isNaN(Date.parse(date)));
  if (unreadable !== undefined)
    throw new Error(`The certificate \`${name}\` of the state has no date that can be read as \`${unreadable[0]}\``);
}
