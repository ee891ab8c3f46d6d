import { invalidValue, refused, requiredParams, type Refusal } from "../http/refusal";
import { listAt, numberAt, textAt } from "../http/wire";
import type { CustomFieldSettings } from "../accountSettings";
import type { Account } from "../state/account";

const EMAIL = /^[^@\s,]+@[^@\s,]+\.[^@\s,]+$/;

const isOfType: Readonly<Record<NonNullable<CustomFieldSettings["dataType"]>, (value: string) => boolean>> = {
  text: () => true,
  int: (value) => /^-?\d+$/.test(value),
  email_address: (value) => EMAIL.test(value),
  email_list: (value) => value.split(",").every((each) => EMAIL.test(each.trim())),
};

/** [Page] "Whether or not these fields are required depends on your custom field settings." */
export function customFieldsOf(body: unknown, account: Account): Map<number, string> {
  const values = new Map<number, string>();
  for (const entry of listAt(body, "custom_fields")) {
    const [id, value] = customFieldValue(entry, account, "custom_fields.");
    values.set(id, value);
  }
  const missing = account.settings.customFields.filter(
    ({ id, required, active }) => required === true && active !== false && !values.has(id),
  );
  if (missing.length > 0) throw requiredParams(missing.map(({ label }) => `custom_fields.${label}`));
  return values;
}

/** One field and its value, checked by the account's settings of that field. */
export function customFieldValue(entry: unknown, account: Account, prefix = ""): readonly [number, string] {
  const id = numberAt(entry, "metadata_id");
  const value = textAt(entry, "value");
  const missing = [...(id === undefined ? ["metadata_id"] : []), ...(value === undefined ? ["value"] : [])];
  if (id === undefined || value === undefined) throw requiredParams(missing.map((name) => `${prefix}${name}`));
  const field = account.settings.customFields.find((each) => each.id === id && each.active !== false);
  if (field === undefined) throw invalidValue(`${prefix}metadata_id`, "there is no such custom field in this account");
  if (field.dataType !== undefined && !isOfType[field.dataType](value)) throw invalidCustomFieldValue(field);
  return [id, value];
}

/** [DOC] The code of edit-custom-field for a value of another data type. */
function invalidCustomFieldValue({ label, dataType }: CustomFieldSettings): Refusal {
  return refused("invalid_custom_field_value", `The value of ${label} is not of the type ${String(dataType)}.`);
}
