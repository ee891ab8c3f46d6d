import { describeWithProgram, type Product } from "./machine";
import { deployedExample, expectChain, expectSeamless } from "./renewal";

const files = (folder: string) => `-f ${folder}/main.cfg -f ${folder}/conf.d`;

const haproxy: Product = {
  program: "haproxy",
  debianPackage: "haproxy",
  configuration: () => `defaults
  mode http
  timeout connect 10s
  timeout client 5m
  timeout server 5m
`,
  check: (folder) => `haproxy -c -q ${files(folder)}`,
  start: (folder) => `haproxy -W -D -p ${folder}/pid ${files(folder)}`,
  reload: "kill -USR2 $pid",
};

describeWithProgram(haproxy)("HAProxy, configured by its example", () => {
  it("serves the certificate with its chain, and through the rotation of its key no connection fails", async () => {
    const deployed = await deployedExample("haproxy", haproxy, "api.pem");
    const before = await deployed.project.outputs();
    expectChain(deployed, before);

    const seen = await deployed.during(async (project) => {
      await project.setConfig("keyTrigger", "2027");
      await project.up();
    });
    await expectSeamless(deployed, before, seen);
  }, 900_000);
});
