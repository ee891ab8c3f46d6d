import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { providerText, typeToken } from "../../sdk/providerText";
import { textOf } from "../support/repositoryFiles";

/** In the state of every user, twice per resource, since 0.1.0. If this test fails, the change is wrong, not the test. */
const stored =
  'exports.handler=()=>require(require.resolve("pulumi-digicert/provider",{paths:[".",require.main.path]})).privateSslCertificate';

describe("the text that Pulumi stores with each resource", () => {
  it("is what every release has stored", () => {
    expect(providerText).toBe(stored);
    expect(typeToken).toBe("pulumi-nodejs:dynamic/digicert:PrivateSslCertificate");
  });

  it("has at most 130 bytes", () => {
    expect(Buffer.byteLength(providerText)).toBeLessThanOrEqual(130);
  });

  it("says which package is missing where it is not installed, in the words that the guide explains", () => {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
    try {
      const program = join(folder, "provider.js");
      writeFileSync(program, `${providerText}\ntry { exports.handler(); } catch (error) { console.log(error.message); }`);
      const [said] = execFileSync(process.execPath, [program], { cwd: folder, encoding: "utf8" }).split("\n");
      expect(said).toBe("Cannot find module 'pulumi-digicert/provider'");
      expect(textOf("docs/guides/whenSomethingGoesWrong.md")).toContain(`\`${String(said)}\``);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
