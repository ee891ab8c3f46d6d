import { verifiedChain } from "../../../provider/x509/chain";
import { readCsr } from "../../../provider/x509/csr";
import { makeCsr } from "../../support/csr";
import { issue, makeRoot, type Held } from "./authority";

const name = "api.corp.example";
const { csrPem } = makeCsr([name]);
const publicKeySha256 = readCsr(csrPem).publicKeySha256;

function chainFrom(root: Held) {
  const [leaf, top] = verifiedChain([issue(root, csrPem, [name]), root.pem], {
    publicKeySha256,
    names: [name],
    now: new Date(),
    orderId: 1,
    certificateId: 2,
  });
  return { leaf, top };
}

describe("a CA that stands in many chains", () => {
  it("is opened once, and each certificate that it signed anew", () => {
    const root = makeRoot("Often");
    const [one, other] = [chainFrom(root), chainFrom(root)];
    expect(other.top).toBe(one.top);
    expect(other.leaf?.sha256Thumbprint).not.toBe(one.leaf?.sha256Thumbprint);
  });

  it("is forgotten after many others, so that no answers fill the memory", () => {
    const root = makeRoot("Early");
    const { top } = chainFrom(root);
    for (let other = 0; other < 16; other++) chainFrom(makeRoot(`Other ${String(other)}`));
    const again = chainFrom(root).top;
    expect(again).toEqual(top);
    expect(again).not.toBe(top);
  });
});
