import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";

import { pageOf } from "../../cli/report/page";
import { reportOf } from "../../cli/report/reportOf";
import { stackStateOf } from "../../cli/state";
import { livedYears, today } from "../unit/cli/report/years";

/** The system's own, by the names that it has on one machine or another. */
const executable = ["chromium", "chromium-browser", "google-chrome"].find((name) => spawnSync(name, ["--version"]).status === 0);
const describeWithBrowser = executable === undefined ? describe.skip : describe;
if (executable === undefined) process.stderr.write("\nchromium is missing: its tests are skipped. On Debian: apt-get install chromium\n");

interface Box {
  readonly width: number;
  readonly height: number;
  readonly isWithin: boolean;
}

/** For the page: this program has no document. */
const boxesOfBars = `[...document.querySelectorAll("svg.lane svg.order rect.fill")].map((rect) => {
  const [bar, lane] = [rect.getBoundingClientRect(), rect.closest("svg.lane").getBoundingClientRect()];
  return { width: bar.width, height: bar.height, isWithin: bar.left >= lane.left - 1 && bar.right <= lane.right + 1 };
})`;

/** A browser that a busy machine starts. */
const PATIENCE_MS = 120_000;

interface Seen {
  readonly page: Page;
  /** Addresses that were asked for, the page's own left out. */
  readonly requests: readonly string[];
  /** What the browser complained about. */
  readonly complaints: readonly string[];
}

describeWithBrowser("the report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-digicert-test-"));
  const file = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    const { state } = await livedYears();
    writeFileSync(file, pageOf(reportOf([stackStateOf(state, "a test")], today)));
    const path = spawnSync("sh", ["-c", `command -v ${executable ?? ""}`], { encoding: "utf8" }).stdout.trim();
    // The sandbox of the browser cannot be had as root in a container; the page is our own.
    browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"], timeout: PATIENCE_MS });
  }, PATIENCE_MS);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(width: number, colorScheme: "light" | "dark"): Promise<Seen> {
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, colorScheme })).newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    const address = pathToFileURL(file).href;
    await page.goto(address);
    return { page, complaints, requests: requests.filter((url) => url !== address) };
  }

  it.each([
    [1200, "light"],
    [1200, "dark"],
    [360, "light"],
    [360, "dark"],
  ] as const)(
    "fits into %i pixels, can be read in %s, and asks nobody for anything",
    async (width, colorScheme) => {
      const { page, requests, complaints } = await opened(width, colorScheme);
      expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.evaluate(`${axe.source}; 0`);
      // What is not about colours is the same in all of them.
      const isFirst = width === 1200 && colorScheme === "light";
      const { violations, passes } = await page.evaluate<axe.AxeResults>(`axe.run(${isFirst ? "" : '{ runOnly: ["color-contrast"] }'})`);
      expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }))).toEqual([]);
      const judged = isFirst ? ["color-contrast", "document-title", "html-has-lang", "svg-img-alt"] : ["color-contrast"];
      expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(judged));
    },
    PATIENCE_MS,
  );

  it(
    "prints dark on light, for those who read light on dark, too",
    async () => {
      const { page } = await opened(794, "dark");
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const colours = await page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.querySelector('section')).backgroundColor]",
      );
      expect(colours).toEqual(["rgb(27, 30, 35)", "rgb(255, 255, 255)"]);
    },
    PATIENCE_MS,
  );

  it(
    "draws bars that can be seen, each within its lane",
    async () => {
      const { page } = await opened(360, "light");
      const boxes = await page.evaluate<readonly Box[]>(boxesOfBars);
      expect(boxes).toHaveLength(10);
      for (const { width, height, isWithin } of boxes)
        expect({ isSeen: width >= 4 && height >= 12, isWithin }).toEqual({ isSeen: true, isWithin: true });
    },
    PATIENCE_MS,
  );
});
