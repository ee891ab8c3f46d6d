import { type AnyDigicertError, isDigicertError } from "../../../provider/errors";
import { type CertificateFacts, readCertificate } from "../../../provider/x509/certificate";
import { type Expected, verifiedChain } from "../../../provider/x509/chain";
import { readCsr } from "../../../provider/x509/csr";
import { type KeyKind, makeCsr } from "../../support/csr";
import { crossSign, type Held, issue, makeIntermediate, makeRoot, verdictOf } from "./authority";

const DAY = 24 * 60 * 60 * 1000;
const names = ["api.corp.example", "*.apps.corp.example", "xn--bcher-kva.corp.example", "10.0.0.7", "2001:db8::1"];
const { csrPem } = makeCsr(["api.corp.example"]);
const key = readCsr(csrPem).publicKeySha256;

function expected(overrides: Partial<Expected> = {}): Expected {
  return { publicKeySha256: key, names, now: new Date(), orderId: 123456, certificateId: 654321, ...overrides };
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * DAY);
}

const pemsOf = (chain: readonly CertificateFacts[]) => chain.map(({ pem }) => pem);

/** Every order in which a list can come. */
function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) => ordersOf(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]));
}

/** A chain of so many certificates, leaf first. */
function chainOf(length: number, kind: KeyKind): readonly string[] {
  const authorities: Held[] = [makeRoot("Test Root", kind)];
  for (let made = 1; made < length - 1; made++) {
    const above = authorities[0] ?? makeRoot("Test Root", kind);
    authorities.unshift(makeIntermediate(above, `Test CA ${String(made)}`, kind, { pathLength: length - 2 - made }));
  }
  const [signer = makeRoot("Test Root", kind)] = authorities;
  return [issue(signer, csrPem, names), ...authorities.map(({ pem }) => pem)];
}

/** The error of a chain that is refused. */
function refusalOf(pems: readonly string[], overrides: Partial<Expected> = {}): AnyDigicertError {
  try {
    verifiedChain(pems, expected(overrides));
  } catch (error) {
    if (isDigicertError(error)) return error;
    throw error;
  }
  throw new Error("the chain was taken");
}

describe("a chain", () => {
  const lengths: readonly (readonly [number, KeyKind])[] = [
    [2, "rsa-2048"],
    [3, "rsa-2048"],
    [4, "rsa-2048"],
    [2, "ec-p256"],
    [3, "ec-p384"],
    [4, "ec-p256"],
  ];
  it.each(lengths)("of %i certificates signed with %s comes out in the order of signatures, whatever order it came in", (length, kind) => {
    const chain = chainOf(length, kind);
    for (const shuffled of ordersOf(chain)) {
      expect(pemsOf(verifiedChain(shuffled, expected()))).toEqual(chain);
    }
    expect(verdictOf(chain)).toContain("OK");
  });

  const root = makeRoot("Test Root");
  const ca = makeIntermediate(root, "Test CA");
  const leaf = issue(ca, csrPem, names, { days: 30 });
  const chain = [leaf, ca.pem, root.pem];

  it("is taken with CRLF, repeated certificates, and all of them in one text", () => {
    const text = [...chain, root.pem, leaf].join("\n").replaceAll("\n", "\r\n");
    expect(pemsOf(verifiedChain([text], expected()))).toEqual(chain);
    expect(pemsOf(verifiedChain([...chain, ...chain], expected()))).toEqual(chain);
  });

  it("leaves out certificates that it does not need", () => {
    const stranger = makeRoot("Another Root");
    const strangersLeaf = issue(stranger, makeCsr(["b.corp.example"]).csrPem, ["b.corp.example"]);
    expect(pemsOf(verifiedChain([strangersLeaf, stranger.pem, ...chain], expected()))).toEqual(chain);
  });

  it("takes the shorter way where its CA is cross-signed, and either way where only one is complete", () => {
    const other = makeRoot("Other Root");
    const between = makeIntermediate(other, "Other CA");
    const twin = crossSign(between, "Test CA", ca);
    const all = [twin.pem, between.pem, other.pem, ...chain];
    expect(pemsOf(verifiedChain(all, expected()))).toEqual(chain);
    const onlyOther = all.filter((pem) => pem !== root.pem);
    expect(pemsOf(verifiedChain(onlyOther, expected()))).toEqual([leaf, twin.pem, between.pem, other.pem]);
  });

  it("goes by the twin that is valid where the other has ended", () => {
    const shortLived = makeIntermediate(root, "Test CA", "ec-p256", { days: 5 });
    const twin = crossSign(root, "Test CA", shortLived);
    const ofIt = issue(shortLived, csrPem, names);
    const pems = [ofIt, shortLived.pem, twin.pem, root.pem];
    expect(pemsOf(verifiedChain(pems, expected({ now: inDays(10) })))).toEqual([ofIt, twin.pem, root.pem]);
  });

  it("finds its leaf by the key, though another certificate for the key came first", () => {
    const older = issue(ca, csrPem, ["api.corp.example"]);
    expect(pemsOf(verifiedChain([older, ...chain], expected()))).toEqual(chain);
  });

  it("accepts names in any case and form", () => {
    const asked = ["API.Corp.Example", "*.APPS.corp.example", "BÜCHER.corp.example", "2001:0DB8:0000::0:1"];
    expect(pemsOf(verifiedChain(chain, expected({ names: asked })))).toEqual(chain);
  });

  it("of a certificate for another key is refused, with order and certificate named", () => {
    const other = readCsr(makeCsr(["api.corp.example"]).csrPem).publicKeySha256;
    const refusal = refusalOf(chain, { publicKeySha256: other });
    expect(refusal.code).toBe("DIGICERT_KEY_MISMATCH");
    expect(refusal.message).toContain("123456");
    expect(refusal.message).toContain("654321");
  });

  it.each([
    ["a name", "api-2.corp.example"],
    ["a name that only a wildcard covers", "shop.apps.corp.example"],
    ["a wildcard", "*.corp.example"],
    ["an address", "10.0.0.8"],
    ["an address of version 6", "2001:db8::2"],
  ])("whose leaf lacks %s is refused, and the name is named", (_, name) => {
    const refusal = refusalOf(chain, { names: [...names, name] });
    expect(refusal.code).toBe("DIGICERT_NAMES_MISMATCH");
    expect(refusal.message).toContain(`it lacks ${name}`);
  });

  it("may have more names than were asked for", () => {
    expect(verifiedChain(chain, expected({ names: ["api.corp.example"] }))).toHaveLength(3);
  });

  it.each([
    ["without its intermediate", [leaf, root.pem], 'the certificate that signed "api.corp.example" is missing'],
    ["without its root", [leaf, ca.pem], 'the certificate that signed "Test CA" is missing'],
    ["that is only a leaf", [leaf], "is missing"],
    ["that is empty", [], "no certificate came"],
    ["with a text that is no certificate", [leaf, "Bad gateway", root.pem], "cannot be read"],
    [
      "with a root of the same name but another key",
      [leaf, ca.pem, makeRoot("Test Root").pem],
      '"Test Root", which came with it, did not sign "Test CA"',
    ],
    [
      "with a CA of the same name but another key",
      [leaf, makeIntermediate(root, "Test CA").pem, root.pem],
      '"Test CA", which came with it, did not sign',
    ],
  ])("%s is refused", (_, pems, said) => {
    const refusal = refusalOf(pems);
    expect(refusal.code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(refusal.message).toContain(said);
  });

  it("whose signature was changed by one bit is refused", () => {
    const der = Buffer.from(leaf.replace(/-----[^-]+-----|\s/g, ""), "base64");
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    expect(refusalOf([der.toString("base64"), ca.pem, root.pem]).code).toBe("DIGICERT_CHAIN_BROKEN");
  });

  it("in which something that is no CA signed is refused", () => {
    const server = makeCsr(["server.corp.example"]);
    const noCa = { privateKeyPem: server.privateKeyPem, pem: issue(ca, server.csrPem, ["server.corp.example"]) };
    const refusal = refusalOf([issue(noCa, csrPem, names), noCa.pem, ca.pem, root.pem]);
    expect(refusal.code).toBe("DIGICERT_CHAIN_BROKEN");
    expect(refusal.message).toContain('"server.corp.example", which came with it, did not sign "api.corp.example", or may not');
  });

  it("with more CAs than one of them allows is refused", () => {
    const strict = makeIntermediate(root, "Strict CA", "ec-p256", { pathLength: 0 });
    const below = makeIntermediate(strict, "CA below", "ec-p256");
    const pems = [issue(below, csrPem, names), below.pem, strict.pem, root.pem];
    expect(refusalOf(pems).message).toContain('"Strict CA", which came with it, did not sign "CA below", or may not');
    expect(verifiedChain([issue(strict, csrPem, names), strict.pem, root.pem], expected())).toHaveLength(3);
  });

  it("may have a CA that names itself anew with another key, however few CAs are allowed", () => {
    const strict = makeIntermediate(root, "Strict CA", "ec-p256", { pathLength: 0 });
    const anew = makeIntermediate(strict, "Strict CA", "ec-p256", { pathLength: 0 });
    const pems = [issue(anew, csrPem, names), anew.pem, strict.pem, root.pem];
    expect(pemsOf(verifiedChain(pems, expected()))).toEqual(pems);
    expect(verdictOf(pems)).toContain("OK");
  });

  it("with a CA of the right key but another name is refused", () => {
    const renamed = crossSign(root, "Renamed CA", ca);
    expect(refusalOf([leaf, renamed.pem, root.pem]).message).toContain('the certificate that signed "api.corp.example" is missing');
  });

  it("of a certificate that signed itself is refused", () => {
    const self = makeRoot("api.corp.example");
    const { publicKeySha256 } = readCertificate(self.pem);
    const refusal = refusalOf([self.pem, ...chain], { publicKeySha256, names: ["api.corp.example"] });
    expect(refusal.message).toContain("is signed by itself, not by a CA");
  });

  it("is refused once its leaf has ended, and taken until then", () => {
    const refusal = refusalOf(chain, { now: inDays(31) });
    expect(refusal.code).toBe("DIGICERT_CERTIFICATE_EXPIRED");
    expect(refusal.message).toContain('"api.corp.example" ended on 20');
    expect(verifiedChain(chain, expected({ now: inDays(29) }))).toHaveLength(3);
  });

  it("is refused once one of its CAs has ended", () => {
    const shortLived = makeIntermediate(root, "Short CA", "ec-p256", { days: 5 });
    const refusal = refusalOf([issue(shortLived, csrPem, names), shortLived.pem, root.pem], { now: inDays(6) });
    expect(refusal.code).toBe("DIGICERT_CERTIFICATE_EXPIRED");
    expect(refusal.message).toContain('"Short CA" ended on 20');
  });

  it("is taken where clocks differ by less than a day, and refused where it begins later", () => {
    expect(verifiedChain(chain, expected({ now: inDays(-0.9) }))).toHaveLength(3);
    const refusal = refusalOf(chain, { now: inDays(-1.1) });
    expect(refusal.code).toBe("DIGICERT_CERTIFICATE_EXPIRED");
    expect(refusal.message).toContain("is not valid before 20");
  });

  it("of more certificates than any chain has is refused before they are all read", () => {
    const many = Array.from({ length: 32 }, (_, index) => makeRoot(`Root ${String(index)}`).pem);
    expect(refusalOf([...chain, ...many]).message).toContain("more than 32 certificates came");
  });

  it("that is a tangle of cross-signatures is refused, and does not keep the run for ever", () => {
    const top = makeRoot("Knot 0");
    const knots = Array.from({ length: 5 }, (_, index) => ({
      name: `Knot ${String(index + 1)}`,
      held: makeIntermediate(top, `Knot ${String(index + 1)}`),
    }));
    const tangle = knots.flatMap(({ held }) =>
      knots.filter((other) => other.held !== held).map((other) => crossSign(held, other.name, other.held).pem),
    );
    const signer = knots[0]?.held ?? top;
    expect(refusalOf([issue(signer, csrPem, names), ...tangle]).code).toBe("DIGICERT_CHAIN_BROKEN");
  });
});
