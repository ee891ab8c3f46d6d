import { currentCertificate, shownId, statusOf, successorOf, type Order } from "../state/order";

type Filter = (order: Order) => boolean;

/** [DOC] The filters of List orders. */
const filters: Readonly<Record<string, (value: string, now: Date) => Filter>> = {
  id: byNumber((order) => order.id),
  status: byStatus,
  organization_id: byNumber((order) => order.organization.id),
  product_name_id: (value) => (order) => order.product === value,
  user_id: byNumber((order) => order.user?.id),
  container_id: byNumber((order) => order.container?.id),
  certificate_id: byNumber(shownId),
  alternative_order_id: (value) => (order) => order.alternativeOrderId === value,
  common_name: (value) => (order) => commonNameOf(order) === value.toLowerCase(),
  domain_name: (value) => (order) => namesOf(order).includes(value.toLowerCase()),
  serial_number: (value) => (order) => currentCertificate(order)?.issued.serialNumber === value.toLowerCase(),
  search: (value) => (order) => [...namesOf(order), ...order.additionalEmails].some((each) => each.includes(value.toLowerCase())),
  email: (value) => (order) => order.additionalEmails.includes(value),
  metadata_id: (value) => (order) => order.customFields.has(Number(value)),
  is_renewed: (value) => (order) => (successorOf(order) !== undefined) === (value === "1"),
  disable_renewal_notifications: (value) => (order) => order.renewalNotices !== (value === "1"),
  origin: (value) => () => value === "certcentral",
  date_created: byTime((order) => order.placedAt),
  valid_till: byTime((order) => currentCertificate(order)?.issued.notAfter),
};

export function filterFor(name: string, value: string, now: Date): Filter | undefined {
  return filters[name]?.(value, now);
}

/** Summer and winter alike: the documentation says MDT. */
const MOUNTAIN_OFFSET_HOURS = 6;
const DATE_AND_TIME = /^(\d{2,4})-(\d{2})-(\d{2})(?:[ T+](\d{2}):(\d{2}):(\d{2}))?$/;

/** [DOC] "Date format is yyyy-MM-dd or yy-mm-dd+HH:mm:ss. Timezone is MDT." Invalid where it is neither. */
export function mountainTime(text: string, { endOfDay = false } = {}): Date {
  const match = DATE_AND_TIME.exec(text);
  if (match === null) return new Date(Number.NaN);
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const [hour, minute, second] = match[4] === undefined ? (endOfDay ? [23, 59, 59] : [0, 0, 0]) : match.slice(4, 7).map(Number);
  return new Date(Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, (hour ?? 0) + MOUNTAIN_OFFSET_HOURS, minute, second));
}

/** [DOC] "the `issued` filter includes any order where the certificate has been issued, even if the order has expired" */
function byStatus(value: string, now: Date): Filter {
  return (order) => {
    const status = statusOf(order, now);
    return status === value || (value === "issued" && status === "expired");
  };
}

function byNumber(read: (order: Order) => number | undefined): (value: string) => Filter {
  return (value) => (order) => read(order) === Number(value);
}

/** `A...B`, `>A`, `<A`, or a day. */
function byTime(read: (order: Order) => Date | undefined): (value: string) => Filter {
  return (value) => {
    const [from, to] = rangeFrom(value);
    return (order) => {
      const time = read(order);
      return time !== undefined && time >= from && time <= to;
    };
  };
}

function rangeFrom(value: string): readonly [Date, Date] {
  const [everBefore, everAfter] = [new Date(-8.64e15), new Date(8.64e15)];
  if (value.startsWith(">")) return [mountainTime(value.slice(1)), everAfter];
  if (value.startsWith("<")) return [everBefore, mountainTime(value.slice(1), { endOfDay: true })];
  const [from = "", to = from] = value.split("...");
  return [mountainTime(from), mountainTime(to, { endOfDay: true })];
}

function commonNameOf(order: Order): string | undefined {
  return namesOf(order)[0];
}

function namesOf(order: Order): readonly string[] {
  const { commonName, dnsNames } = (currentCertificate(order) ?? order.certificates[0])?.wish ?? { commonName: "", dnsNames: [] };
  return [commonName, ...dnsNames].map((name) => name.toLowerCase());
}
