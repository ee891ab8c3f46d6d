import { createHash } from "node:crypto";

import { pageOf } from "../../../../cli/report/page";
import { reportOf } from "../../../../cli/report/reportOf";
import { stackStateOf } from "../../../../cli/state";
import { readPage, type Piece } from "../../../support/readPage";
import { livedYears, today, type Years } from "./years";

const DAY = 86_400_000;

let years: Years;
let text: string;
let page: Piece;

beforeAll(async () => {
  years = await livedYears();
  text = textFor(years.state);
  page = readPage(text);
});

function textFor(...states: readonly string[]): string {
  return pageOf(
    reportOf(
      states.map((state) => stackStateOf(state, "a test")),
      today,
    ),
  );
}

/** The lane of a resource. */
function laneOf(name: string): Piece {
  const lane = page
    .section("The time line")
    .all("svg", "lane")
    .find((each) => each.all("title")[0]?.text.startsWith(`${name}:`));
  if (lane === undefined) throw new Error(`There is no lane of ${name}`);
  return lane;
}

function percent(piece: Piece, attribute: string): number {
  return Number(/^([\d.]+)%$/.exec(piece.attributes[attribute] ?? "")?.[1]);
}

/** What day a place on the line is, read off the line's own dates. */
function dayAt(place: number): number {
  const ticks = page.one("svg", "axis").all("text", "tick");
  const [first, last] = [ticks[0], ticks.at(-1)].map((tick) => ({
    at: percent(tick as Piece, "x"),
    day: Date.parse(`${tick?.text ?? ""}-01`),
  }));
  if (first === undefined || last === undefined) throw new Error("The line has no dates");
  return first.day + ((place - first.at) / (last.at - first.at)) * (last.day - first.day);
}

function expectDay(place: number, day: string): void {
  expect(Math.abs(dayAt(place) - Date.parse(day)) / DAY).toBeLessThan(1.5);
}

describe("the page of a report", () => {
  it("begins with what somebody in a hurry wants to know", () => {
    const tiles = page
      .one("ul", "tiles")
      .all("li")
      .map((tile) => tile.text);
    expect(tiles).toEqual(["7 certificates", "5 to act on now", "3 without a valid one", "in 47 days comes next: api"]);
  });

  it("draws one bar for each order of each ledger", () => {
    const bars = page.section("The time line").all("svg", "order");
    const drawn = bars.map((bar) => Number(/order (\d+)/.exec(bar.one("title").text)?.[1]));
    expect(drawn.sort()).toEqual(years.books.map(({ id }) => id).sort());
  });

  it("draws the certificate in use from its start to its end, by the line's own dates", () => {
    const current = laneOf("api").one("svg", "current");
    expectDay(percent(current, "x"), "2026-02-10");
    expectDay(percent(current, "x") + percent(current, "width"), "2027-02-10T23:59:59Z");
  });

  it("shades the days in which a `pulumi up` renews it", () => {
    const current = laneOf("api").one("svg", "current");
    const window = current.one("rect", "window");
    const share = percent(window, "x") / 100;
    expectDay(percent(current, "x") + share * percent(current, "width"), "2027-01-11T23:59:59Z");
    expect(percent(window, "x") + percent(window, "width")).toBeCloseTo(100, 1);
  });

  it("draws now where it is, through every lane", () => {
    const lines = page.section("The time line").all("line", "now").slice(0, -1);
    expect(lines).toHaveLength(7);
    for (const line of lines) expectDay(percent(line, "x1"), today.toISOString());
  });

  it("draws bars that overlap below each other", () => {
    const bars = laneOf("api").all("svg", "order");
    expect(bars.map((bar) => bar.attributes["y"])).toEqual(["8", "30", "8"]);
  });

  it("says the same to those who do not see it", () => {
    const lane = laneOf("mail");
    expect(lane.attributes["role"]).toBe("img");
    const [label] = lane.all("title");
    expect(label?.attributes["id"]).toBe(lane.attributes["aria-labelledby"]);
    expect(label?.text).toMatch(
      /^mail: order \d+, ordered, 2026-05-10 to 2027-05-10, in use \(issued\); order \d+, ordered as a renewal, from 2026-11-10, waiting/,
    );
  });

  it("names what is due, the most urgent first", () => {
    const items = page.section("What is due, and when").all("li");
    const named = items.map((item) => [item.attributes["class"], item.one("b").text]);
    expect(named).toEqual([
      ["now", "legacy"],
      ["now", "batch"],
      ["now", "mail"],
      ["now", "mirror"],
      ["now", "queue"],
      ["later", "api"],
      ["later", "db"],
    ]);
    expect(items[0]?.text).toContain("it ended on 2026-10-07, and nothing renews it by itself");
    expect(items[1]?.text).toMatch(/is due for RENEWAL, a new paid order after \d+: it ends in 3 days \(renewal\.beforeDays 30\)/);
    expect(items[2]?.text).toMatch(/order \d+ is needs_approval since 2026-11-10: somebody must act in CertCentral/);
    expect(items[3]?.text).toMatch(/was rejected \("Use the internal zone\."\) and is not asked for again by itself/);
    expect(items[5]?.text).toBe("2027-01-11 in 47 days api the first pulumi up from then on renews it; it ends on 2027-02-10");
  });

  it("tells what was ordered on which day, as DigiCert's books do", () => {
    const days = page
      .section("What was ordered, and when")
      .all("li")
      .filter((item) => item.all("time").length > 0);
    const told = days.flatMap((item) =>
      item.all("li").map((order) => `${item.one("time").text} ${/order (\d+)/.exec(order.text)?.[1] ?? ""}`),
    );
    expect([...told].sort()).toEqual(years.books.map(({ id, placedAt }) => `${placedAt.slice(0, 10)} ${String(id)}`).sort());
    expect(days.map((item) => item.one("time").text)).toEqual([...new Set(told.map((each) => each.slice(0, 10)))].sort().reverse());
  });

  it("loads nothing and runs nothing, and its own policy holds it to that", () => {
    const addresses = page
      .all("*")
      .flatMap((piece) =>
        Object.entries(piece.attributes).filter(([name]) => /^(href|src|srcset|action|data|xlink:href|style|on.+)$/.test(name)),
      );
    expect(addresses).toEqual([["href", "data:,"]]);
    const style = page.one("style").rawText;
    expect([...style.matchAll(/url\(([^)]*)\)|@import/g)].map(([, address]) => address)).toEqual(["#void", "#window"]);
    const tags = new Set(page.all("*").map(({ tag }) => tag));
    for (const tag of ["script", "img", "iframe", "object", "embed", "form", "audio", "video", "use", "image", "foreignObject"])
      expect(tags).not.toContain(tag);
    const hash = createHash("sha256").update(style).digest("base64");
    const policy = page.all("meta").find((meta) => meta.attributes["http-equiv"] === "Content-Security-Policy")?.attributes["content"];
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`);
  });

  it("shows neither key, certificate, request nor address", () => {
    expect(text).not.toMatch(/-----BEGIN|MII[A-Za-z0-9+/]{40}|ops@corp\.example/);
    expect(text).not.toContain(years.apiKey);
  });

  it("shows names as text, whatever stands in them", () => {
    const hostile = "</title><script>alert(1)</script>";
    const state = years.state
      .replaceAll('"api.corp.example"', JSON.stringify(`"><svg onload=alert(1)>${hostile}`))
      .replaceAll("::api", `::${hostile}`)
      .replaceAll("urn:pulumi:production", `urn:pulumi:${hostile}`)
      .replaceAll('"needs_approval"', JSON.stringify(`<img src=x onerror=alert(1)>`))
      .replaceAll("Use the internal zone.", `<b onclick=alert(1)>\u202Eno`);
    const hurt = readPage(textFor(state));
    expect(hurt.all("script")).toEqual([]);
    expect(hurt.all("img")).toEqual([]);
    expect(hurt.all("*").flatMap((piece) => Object.keys(piece.attributes).filter((name) => name.startsWith("on")))).toEqual([]);
    expect(hurt.one("h1").text).toContain(hostile);
    expect(hurt.one("head").one("title").text).toContain(hostile);
    expect(hurt.text).toContain("<b onclick=alert(1)>\ufffdno");
  });

  it("leaves what ended long ago to the tables", () => {
    const later = readPage(pageOf(reportOf([stackStateOf(years.state, "a test")], new Date("2029-06-01T00:00:00Z"))));
    const [api] = later.section("The time line").all("svg", "lane");
    expect(api?.all("svg", "order").map((bar) => /2\d{3}-\d\d-\d\d/.exec(bar.one("title").text)?.[0])).toEqual(["2026-02-10"]);
    expect(later.section("Every certificate, and its orders").all("table")[0]?.one("tbody").all("tr")).toHaveLength(3);
  });

  it("says which stack a name is of where there are several", () => {
    const both = readPage(textFor(years.state, years.state.replaceAll("urn:pulumi:production::", "urn:pulumi:staging::")));
    expect(both.one("h1").text).toBe("Private certificates of shop/production, shop/staging");
    expect(
      both
        .section("What is due, and when")
        .all("b")
        .slice(0, 2)
        .map((name) => name.text),
    ).toEqual(["production / legacy", "staging / legacy"]);
  });

  it("says that there is nothing where there is nothing", () => {
    const empty = readPage(textFor('{"version":3,"deployment":{"manifest":{}}}'));
    expect(empty.one("main").text).toBe("There is no PrivateSslCertificate in what was read.");
  });
});
