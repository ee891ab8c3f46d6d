import { describeWithProgram, type Product } from "./machine";
import { deployedExample, expectChain, expectSeamless } from "./renewal";

const nginx: Product = {
  program: "nginx",
  debianPackage: "nginx-light",
  configuration: (folder) => `pid ${folder}/pid;
error_log ${folder}/log;
worker_processes 1;
events {
  worker_connections 1024;
}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  proxy_read_timeout 5m;
  include ${folder}/conf.d/*.conf;
}
`,
  check: (folder) => `nginx -t -q -p ${folder} -e ${folder}/log -c main.cfg`,
  start: (folder) => `nginx -p ${folder} -e ${folder}/log -c main.cfg`,
  reload: "kill -HUP $pid",
};

describeWithProgram(nginx)("nginx, configured by its example", () => {
  it("serves the certificate with its chain, and through its renewal by time no connection fails", async () => {
    const deployed = await deployedExample("nginx", nginx, "api.key");
    const before = await deployed.project.outputs();
    expectChain(deployed, before);

    const seen = await deployed.during(async (project) => {
      await project.setConfig("renewBeforeDays", "60");
      await project.up();
    });
    await expectSeamless(deployed, before, seen);
  }, 900_000);
});
