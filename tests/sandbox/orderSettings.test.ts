import { callerOf, codesOf, type Caller } from "./caller";

async function placed(): Promise<Caller & { readonly path: string }> {
  const caller = await callerOf({ customFields: [{ id: 12, label: "Invoice", dataType: "int" }] });
  const { body } = await caller.order({ additional_emails: ["a@corp.example"] });
  return { ...caller, path: `/order/certificate/${String(body.id)}` };
}

describe("what is changed on an order without ordering again", () => {
  it("are its additional emails: overwritten, or all removed", async () => {
    const { get, put, path } = await placed();
    expect((await put(`${path}/additional-emails`, { additional_emails: ["b@corp.example"] })).status).toBe(204);
    expect((await get(path)).body["additional_emails"]).toEqual(["b@corp.example"]);
    await put(`${path}/additional-emails`, { additional_emails: [] });
    expect((await get(path)).body).not.toHaveProperty("additional_emails");
  });

  it("is its renewal message", async () => {
    const { get, put, path } = await placed();
    expect((await put(`${path}/custom-renewal-message`, { custom_renewal_message: "soon" })).status).toBe(204);
    expect((await get(path)).body["custom_renewal_message"]).toBe("soon");
  });

  it("are its notices", async () => {
    const { get, put, path } = await placed();
    expect((await put(`${path}/renewal-emails/disable`)).status).toBe(204);
    expect((await get(path)).body["disable_renewal_notifications"]).toBe(true);
    expect((await put(`${path}/renewal-emails/enable`)).status).toBe(204);
    expect((await get(path)).body["disable_renewal_notifications"]).toBe(false);
    expect(codesOf(await put(`${path}/renewal-emails/perhaps`))).toEqual([400, "invalid_value:status"]);
  });

  it("is a custom field, in its data type", async () => {
    const { get, post, path } = await placed();
    expect((await post(`${path}/custom-field`, { metadata_id: 12, value: "7" })).status).toBe(204);
    expect((await get(path)).body["custom_fields"]).toEqual([{ metadata_id: 12, label: "Invoice", value: "7" }]);
    expect(codesOf(await post(`${path}/custom-field`, { metadata_id: 12, value: "x" }))).toEqual([400, "invalid_custom_field_value"]);
  });

  it("costs nothing", async () => {
    const { put, path, sandbox } = await placed();
    await put(`${path}/additional-emails`, { additional_emails: [] });
    expect(await sandbox.orders()).toMatchObject([{ paid: 100, additionalEmails: [] }]);
  });
});
