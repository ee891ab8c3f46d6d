import { inspect } from "node:util";

import { ApiError, DigicertError } from "../../../provider/errors";
import { against, apiKey, json, order, thrownBy } from "./connected";

const invalidKey = {
  errors: [{ code: "access_denied|access_denied_invalid_key", message: "Access denied due to access_denied_invalid_key." }],
};

describe("every request", () => {
  it("names the key, the content type (a GET too, since it decides the format of the answer) and this release", async () => {
    await against(
      () => json(200, order),
      async (client, { received }) => {
        await client.orders.info(12);
        await client.orders.setAdditionalEmails(12, ["a@corp.example"]);
        for (const { headers } of received) {
          expect(headers).toMatchObject({
            "x-dc-devkey": apiKey,
            "content-type": "application/json",
            "user-agent": "pulumi-digicert/1.2.3",
          });
        }
        expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
          "GET /services/v2/order/certificate/12",
          "PUT /services/v2/order/certificate/12/additional-emails",
        ]);
      },
    );
  });

  it("says how long its body is, also where there is none", async () => {
    await against(
      () => ({ status: 204 }),
      async (client, { received }) => {
        await client.orders.setRenewalNotices(12, false);
        await client.orders.setCustomRenewalMessage(12, "Grüße");
        expect(received.map(({ headers }) => headers["content-length"])).toEqual(["0", String(Buffer.byteLength(received[1]?.body ?? ""))]);
        expect(received[1]?.body).toBe('{"custom_renewal_message":"Grüße"}');
        expect(received.map(({ headers }) => headers["transfer-encoding"])).toEqual([undefined, undefined]);
      },
    );
  });

  it("keeps what is put into its path within one part of it", async () => {
    await against(
      () => json(200, {}),
      async (client, { received }) => {
        await client.orders.withAlternativeId("a/../b?c");
        expect(received[0]?.path).toBe("/services/v2/order/alternate/a%2F..%2Fb%3Fc");
      },
    );
  });
});

describe("a call that changes something", () => {
  it("asks right before every attempt whether it may, and sends nothing where it may not", async () => {
    const asked: number[] = [];
    const beforeChange = () => {
      asked.push(asked.length);
      if (asked.length === 3) throw new DigicertError("DIGICERT_ENGINE_GONE");
    };
    await against(
      () => ({ status: 503 }),
      async (client, { received }) => {
        expect(await thrownBy(client.orders.cancel(12, "note"))).toMatchObject({ code: "DIGICERT_ENGINE_GONE" });
        expect(received).toHaveLength(2);
      },
      { beforeChange },
    );
    expect(asked).toHaveLength(3);
  });

  it("does not keep anybody from reading", async () => {
    const beforeChange = () => {
      throw new DigicertError("DIGICERT_ENGINE_GONE");
    };
    await against(
      () => json(200, order),
      async (client) => {
        expect(await client.orders.info(12)).toMatchObject({ orderId: 12 });
      },
      { beforeChange },
    );
  });
});

describe("an order", () => {
  it.each([500, 502, 503, 504])("that is answered %i is sent once", async (status) => {
    await against(
      () => ({ status }),
      async (client, { received }) => {
        expect(await thrownBy(client.orders.place("private_ssl_plus", {}))).toMatchObject({ code: "DIGICERT_UNAVAILABLE", status });
        expect(received).toHaveLength(1);
      },
    );
  });

  it("that is answered 429 is sent again, and then taken", async () => {
    await against(
      (_, before) => (before < 2 ? json(429, { errors: [{ code: "request_limit_exceeded", message: "Limit." }] }) : json(201, { id: 7 })),
      async (client, { received }) => {
        expect(await client.orders.place("private_ssl_plus", {})).toMatchObject({ orderId: 7 });
        expect(received).toHaveLength(3);
      },
    );
  });

  it("is sent once where its answer has the wrong shape, which is an error that leaves it open whether it was taken", async () => {
    await against(
      () => json(201, { identity: 7 }),
      async (client, { received }) => {
        const error = await thrownBy(client.orders.place("private_ssl_plus", {}));
        expect(error).toMatchObject({ code: "DIGICERT_UNEXPECTED_ANSWER", reached: "unknown" });
        expect((error as Error).message).toContain("POST order/certificate/private_ssl_plus");
        expect((error as Error).message).toContain("`id` is missing");
        expect(received).toHaveLength(1);
      },
    );
  });

  it("goes over a connection of its own, which nobody can have closed while it was idle", async () => {
    await against(
      ({ method }) => (method === "POST" ? json(201, { id: 7 }) : json(200, order)),
      async (client, { received }) => {
        await client.orders.info(12);
        await client.orders.place("private_ssl_plus", {});
        await client.orders.info(12);
        await client.orders.place("private_ssl_plus", {});
        const [firstRead, firstOrder, secondRead, secondOrder] = received.map(({ connection }) => connection);
        expect(secondRead).toBe(firstRead);
        expect(new Set([firstRead, firstOrder, secondOrder]).size).toBe(3);
      },
    );
  });
});

describe("a revocation", () => {
  it("that somebody must approve is asked for once, since each would be one more request to decide", async () => {
    await against(
      () => ({ status: 503 }),
      async (client, { received }) => {
        const revocation = { reason: "superseded", comment: "note" };
        await thrownBy(client.orders.revoke(12, { ...revocation, skipApproval: false }));
        expect(received).toHaveLength(1);
        await thrownBy(client.orders.revoke(12, { ...revocation, skipApproval: true }));
        expect(received).toHaveLength(6);
      },
    );
  });

  it("is done only where the answer says so", async () => {
    await against(
      (_, before) =>
        [{ status: 204 }, json(201, { id: 5, type: "revoke", status: "approved" }), json(200, { what: "else" })][before] ?? { status: 500 },
      async (client) => {
        const revocation = { reason: "superseded", comment: "note", skipApproval: true };
        expect(await client.orders.revoke(12, revocation)).toEqual({ revoked: true });
        expect(await client.orders.revoke(12, revocation)).toEqual({ revoked: true });
        expect(await thrownBy(client.orders.revoke(12, revocation))).toMatchObject({ code: "DIGICERT_UNEXPECTED_ANSWER" });
      },
    );
  });
});

describe("the look-up of an alternative order id", () => {
  it("that DigiCert does not find, or finds nothing under, is empty", async () => {
    for (const answer of [json(404, { errors: [{ code: "not_found|order", message: "No." }] }), json(200, {}), json(200, { orders: {} })]) {
      await against(
        () => answer,
        async (client) => {
          expect(await client.orders.withAlternativeId("mine1")).toEqual([]);
        },
      );
    }
  });

  it("is no free id where the route is unknown, or something else answers 404: there nothing may be ordered", async () => {
    const others = [json(404, { errors: [{ code: "not_found|route", message: "No." }] }), { status: 404, body: "<html>404</html>" }];
    for (const answer of others) {
      await against(
        () => answer,
        async (client) => {
          expect(await thrownBy(client.orders.withAlternativeId("mine1"))).toMatchObject({ code: "DIGICERT_NOT_FOUND" });
        },
      );
    }
  });
});

describe("the changes of status", () => {
  it("are asked for in whole seconds, at least one and at most a week", async () => {
    await against(
      () => json(200, {}),
      async (client, { received }) => {
        for (const seconds of [0.2, 31.5, 10_000_000]) await client.orders.statusChanges(seconds);
        expect(received.map(({ query }) => query["seconds"])).toEqual(["1", "32", "604800"]);
      },
    );
  });
});

describe("a list of organisations", () => {
  it("ends where a page has nothing new, however many there are said to be", async () => {
    await against(
      () => json(200, { organizations: [{ id: 7, name: "Acme" }], page: { total: Number.MAX_SAFE_INTEGER } }),
      async (client, { received }) => {
        expect(await client.organizations.list()).toEqual([{ id: 7, name: "Acme" }]);
        expect(received.map(({ query }) => query["offset"])).toEqual([undefined, "1"]);
      },
    );
  });
});

describe("an error of DigiCert's", () => {
  it("is said on one line and never as a book, whatever stands in it", async () => {
    const errors = Array.from({ length: 100 }, () => ({ code: "a\r\nb", message: `\u001b[2J\u202e${"x".repeat(10_000)}` }));
    await against(
      () => json(400, { errors }),
      async (client) => {
        const { message } = (await thrownBy(client.orders.info(12))) as ApiError;
        expect(message).toContain("a b:  [2J xxx");
        expect(message.split("\n")).toHaveLength(2);
        expect(message.length).toBeLessThan(30_000);
      },
    );
  });

  it("for a key that it does not know says so, names account and places to look, and never the key", async () => {
    await against(
      () => json(403, invalidKey),
      async (client, { url }) => {
        const error = await thrownBy(client.orders.info(12));
        expect(error).toBeInstanceOf(ApiError);
        expect(error).toMatchObject({ code: "DIGICERT_KEY_INVALID", status: 403, retryable: false });
        const { message } = error as ApiError;
        expect(message.split("\n")).toHaveLength(2);
        expect(message).toContain(`DigiCert does not know this API key (${new URL(url).host}, key ending in 1234)`);
        expect(message).toContain("access_denied|access_denied_invalid_key");
        expect(message).toMatch(/`digicert:apiKey` .*DIGICERT_API_KEY/);
      },
    );
  });

  it("keeps each of several codes", async () => {
    const errors = ["server_platform", "signature_hash"].map((name) => ({
      code: `required_param:certificate.${name}`,
      message: `certificate.${name} is a required parameter.`,
    }));
    await against(
      () => json(400, { errors }),
      async (client) => {
        const error = (await thrownBy(client.orders.reissue(12, {}))) as ApiError;
        expect(error).toMatchObject({ code: "DIGICERT_REFUSED", errors, method: "POST", path: "order/certificate/12/reissue" });
        expect(error.hasCode("required_param:certificate.signature_hash")).toBe(true);
        expect(error.hasCode("required_param:certificate")).toBe(false);
      },
    );
  });

  it("is read from an old form, too, in which it is no list", async () => {
    await against(
      () => json(404, { errors: { code: "not_found|route", message: "No such route." } }),
      async (client) => {
        const error = (await thrownBy(client.orders.info(12))) as ApiError;
        expect(error.errors).toEqual([{ code: "not_found|route", message: "No such route." }]);
      },
    );
  });

  it("without DigiCert's words, as a proxy or a firewall gives it, shows its status and nothing of the page", async () => {
    await against(
      () => ({ status: 403, headers: { "content-type": "text/html" }, body: "<html>Incident 1234567</html>" }),
      async (client) => {
        const error = (await thrownBy(client.orders.info(12))) as ApiError;
        expect(error.errors).toEqual([{ code: "http 403", message: "an answer without DigiCert's error codes (text/html)" }]);
        expect(error.code).toBe("DIGICERT_FORBIDDEN");
      },
    );
  });

  it("holds neither the key nor the CSR that was sent, however deep one looks", async () => {
    const csr = `-----BEGIN CERTIFICATE REQUEST-----\n${"QUJD".repeat(30)}\n-----END CERTIFICATE REQUEST-----`;
    await against(
      () => json(400, { errors: [{ code: "bad", message: `Bad CSR ${csr} of key ${apiKey}` }] }),
      async (client) => {
        const error = (await thrownBy(client.orders.place("private_ssl_plus", { certificate: { csr } }))) as ApiError;
        const everything = `${inspect(error, { depth: 20, showHidden: true })}${error.message}${JSON.stringify(error.errors)}`;
        expect(everything).toContain("Bad CSR");
        expect(everything).not.toContain(apiKey);
        expect(everything).not.toContain("QUJDQUJD");
      },
    );
  });
});

describe("the name of the account, for messages", () => {
  it("is host and end of the key, and nothing of a short key", async () => {
    await against(
      () => json(200, order),
      (client) => {
        expect(client.account).toMatch(/^127[.]0[.]0[.]1:\d+, key not shown$/);
        return Promise.resolve();
      },
      { apiKey: "a short key" },
    );
  });
});
