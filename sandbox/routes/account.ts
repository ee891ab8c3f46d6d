import { domainInList } from "../answers/domains";
import { organizationInfo } from "../answers/organizations";
import { productDetails, productInList } from "../answers/products";
import { collection, containerSummary, emailOf, given, idFor, numberFor, wireTime } from "../answers/wording";
import { created, ok } from "../http/answer";
import type { Call } from "../http/call";
import { notFound } from "../http/refusal";
import type { Route } from "../http/router";
import { createOrganization, organizationById } from "../ordering/organization";
import { checkBody } from "../schema/check";
import { newOrganizationShape } from "../schema/orderShape";
import type { Organization, User } from "../state/account";
import { isProduct } from "../state/products";
import { paged } from "./paging";

/** Products, organizations, containers, the account itself, and who asks. */
export const accountRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/product",
    handle: (call) => ok({ products: enabled(call).map((product) => productInList(product, call.account)) }),
  },
  { method: "GET", path: "/product/{name_id}", handle: product },
  { method: "GET", path: "/organization", handle: organizations },
  { method: "POST", path: "/organization", handle: newOrganization },
  { method: "GET", path: "/organization/{organization_id}", handle: (call) => ok(organizationInfo(organization(call), call.account)) },
  { method: "GET", path: "/organization/{organization_id}/validation", handle: organizationValidation },
  { method: "GET", path: "/container", handle: (call) => ok(collection(call.account, "containers", containers(call))) },
  { method: "GET", path: "/container/{container_id}", handle: container },
  { method: "GET", path: "/container/{container_id}/children", handle: children },
  { method: "GET", path: "/container/{container_id}/order/organization", handle: organizations },
  { method: "GET", path: "/domain", handle: domains },
  { method: "GET", path: "/user/me", handle: (call) => ok(person(call)) },
  { method: "GET", path: "/account", handle: account },
  { method: "GET", path: "/account/metadata", handle: metadata },
];

/** [DOC] Access roles and their ids. */
const roleIds: Readonly<Record<User["role"], { readonly id: number; readonly name: string }>> = {
  administrator: { id: 1, name: "Administrator" },
  "limited user": { id: 2, name: "Limited User" },
  manager: { id: 4, name: "Manager" },
  "standard user": { id: 5, name: "Standard User" },
  "view only": { id: 102, name: "View Only" },
};

function enabled({ account: { settings } }: Call) {
  return settings.products.filter(isProduct);
}

function product(call: Call) {
  const found = enabled(call).find((each) => each === call.segments["name_id"]);
  if (found === undefined) throw notFound("product");
  return ok(productDetails(found, call.account));
}

function organizations(call: Call) {
  const containerId = call.segments["container_id"] ?? call.query.get("container_id");
  const isThere = (each: Organization) =>
    containerId === null || (each.containerId ?? call.account.settings.containers[0]?.id) === Number(containerId);
  const { entries, page } = paged(call.account.organizations.filter(isThere), call);
  return ok(
    collection(
      call.account,
      "organizations",
      entries.map((each) => organizationInfo(each, call.account)),
      page,
    ),
  );
}

/** [DOC] Create organization: without a check for duplicates, which only an order makes. */
function newOrganization(call: Call) {
  checkBody(call.body, newOrganizationShape, call.centre.strict);
  const { id } = createOrganization(call.body, call.account, call.centre.register);
  return created({ id: idFor(call.account, id) });
}

function organization(call: Call): Organization {
  return organizationById(call.account, Number(call.segments["organization_id"]));
}

const VALIDATED_SINCE_DAYS = 300;
const VALIDATED_FOR_DAYS = 825;

/** [DOC] Validation details. Whether orders of private products need one is not documented: here they do not. */
function organizationValidation(call: Call) {
  const { validation: status = "active" } = organization(call);
  const now = call.centre.clock.now();
  const since = daysAfter(now, status === "expired" ? -VALIDATED_SINCE_DAYS - VALIDATED_FOR_DAYS : -VALIDATED_SINCE_DAYS);
  const times = { date_created: wireTime(since), validated_until: wireTime(daysAfter(since, VALIDATED_FOR_DAYS)) };
  const validation = { type: "ov", name: "OV", description: "Normal Organization Validation", status };
  return ok({ validations: [{ ...validation, ...(status === "pending" ? {} : times) }] });
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

function containers(call: Call) {
  return call.account.settings.containers.map((each) => ({
    ...containerSummary(call.account, each.id),
    parent_id: each.parentId ?? 0,
    template_id: 5,
  }));
}

function container(call: Call) {
  const found = containers(call).find(({ id }) => id === Number(call.segments["container_id"]));
  if (found === undefined) throw notFound("container");
  return ok(found);
}

function children(call: Call) {
  const found = containers(call).filter((each) => each.parent_id === Number(call.segments["container_id"]));
  return ok(collection(call.account, "containers", found));
}

/** [DOC] List domains (services-api/domains/list-domains). A domain is in the container of its organization. */
function domains(call: Call) {
  const containerId = call.query.get("container_id");
  const known = [...call.account.domains.values()].map((domain) => domainInList(domain, call.account));
  const { entries, page } = paged(
    known.filter(({ container }) => containerId === null || container?.id === Number(containerId)),
    call,
  );
  return ok(collection(call.account, "domains", entries, page));
}

function person({ account: { id, settings }, user, account: whole }: Call) {
  return {
    id: user.id,
    username: emailOf(user),
    account_id: id,
    first_name: user.name,
    last_name: "Sandbox",
    email: emailOf(user),
    status: "active",
    container: containerSummary(whole, settings.containers[0]?.id),
    access_roles: [roleIds[user.role]],
    type: "standard",
    has_container_assignments: false,
  };
}

/** Recorded: numbers as strings among them. */
function account({ account: whole }: Call) {
  return ok({
    id: whole.id,
    make_renewal_calls: true,
    make_welcome_calls: true,
    make_verification_calls: true,
    cert_transparency: "embed",
    cert_central_type: "retail",
    ent_support_plan: numberFor(whole, 1),
    allow_prepopulated_user_info: true,
  });
}

/** [DOC] `{}` when there are none; `data_type` is absent where anything goes. */
function metadata({ account: whole }: Call) {
  const fields = whole.settings.customFields.map(({ id, label, required = false, active = true, dataType }) =>
    given({ id, label, is_required: required, is_active: active, data_type: dataType }),
  );
  return ok(collection(whole, "metadata", fields));
}
