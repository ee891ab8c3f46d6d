import { askedRatios } from "../../bench/figures";
import { steps, type Step } from "../../bench/rows";
import { cellIn, type Results } from "../../bench/summary";
import type { VariantName } from "../../bench/variants";
import { across, bar, dot, line, picture, text, type Point, type Tone } from "./svg";

const tones: Readonly<Record<VariantName, Tone>> = { ours: "first", floor: "quiet", constantFloor: "window", plain: "second" };
const shown: Readonly<Record<VariantName, string>> = {
  ours: "ours",
  floor: "(a) does nothing",
  constantFloor: "(b) does nothing, constant text, same bytes",
  plain: "(c) plain provider with axios",
};
const order = Object.keys(tones) as VariantName[];
const SIZE = 300;
/** Where the names of commands end, as a share of the width. */
const NAMES = 0.22;

/** Seconds of each command, four ways. */
export function performance(results: Results): string {
  const present = steps.filter((step) => cellIn(results, SIZE, step, "ours") !== undefined);
  const [barHeight, top, gap] = [13, 92, 16];
  const most = Math.max(1, ...results.cells.filter(({ size }) => size === SIZE).map(({ wallSeconds }) => wallSeconds));
  const room = 0.9 - NAMES;
  const at = (seconds: number) => across(NAMES + (room * seconds) / most);
  const rowHeight = order.length * (barHeight + 2) + gap;
  const rows = present.flatMap((step, row) => {
    const y = top + row * rowHeight;
    const bars = order.flatMap((variant, index) => {
      const cell = cellIn(results, SIZE, step, variant);
      if (cell === undefined) return [];
      const place = y + index * (barHeight + 2);
      const wide = Math.max(1, at(cell.wallSeconds) - at(0));
      return [
        bar({ x: at(0), y: place, width: wide, height: barHeight }, tones[variant]),
        text({ x: at(0) + wide + 6, y: place + barHeight - 2.5 }, `${cell.wallSeconds.toFixed(1)} s`, { look: "small" }),
      ];
    });
    return [text({ x: at(0) - 12, y: y + rowHeight / 2 - gap / 2 + 4 }, step, { anchor: "end" }), ...bars];
  });
  const says = present.map(
    (step) => `${step}: ${order.map((variant) => `${shown[variant]} ${secondsOf(results, step, variant)}`).join(", ")}`,
  );
  return picture("Seconds for 300 certificates", `${says.join(". ")}.`, top + present.length * rowHeight + 8, [
    text({ x: across(0), y: 30 }, "Seconds for 300 certificates, through a real engine", { look: "strong" }),
    ...legend(
      order.map((variant) => [tones[variant], shown[variant]] as const),
      56,
      barMark,
    ),
    ...rows,
  ]);
}

function secondsOf(results: Results, step: Step, variant: VariantName): string {
  return `${cellIn(results, SIZE, step, variant)?.wallSeconds.toFixed(1) ?? "not measured"} s`;
}

const sizeTones: Readonly<Record<number, Tone>> = { 1: "quiet", 100: "second", 300: "first", 1000: "good" };

/** The ratio to the floor with as many bytes, by command and size, beside what was asked for. */
export function performanceRatios(results: Results): string {
  const sizes = [...new Set(results.cells.map(({ size }) => size))];
  const points = steps.map((step) => ({
    step,
    ratios: sizes.flatMap((size) => {
      const ratio = cellIn(results, size, step, "ours")?.ratios?.constantFloor?.wall;
      return ratio === undefined ? [] : [{ size, ratio }];
    }),
  }));
  const asked = askedRatios.filter(({ to }) => to === "constantFloor");
  const all = [...points.flatMap(({ ratios }) => ratios.map(({ ratio }) => ratio)), ...asked.map(({ atMost }) => atMost)];
  const last = Math.ceil(Math.max(1.5, ...all) * 4 + 0.5) / 4;
  const first = Math.min(0.75, Math.floor(Math.min(...all) * 4) / 4);
  const at = (ratio: number) => across(NAMES + ((1 - NAMES) * (ratio - first)) / (last - first));
  const [top, step] = [104, 36];
  const bottom = top + points.length * step;
  const marks = Array.from({ length: Math.round((last - first) * 4) }, (_, index) => first + index / 4);
  const rows = points.flatMap((point, index) => {
    const y = top + index * step + step / 2;
    const limit = asked.find((each) => each.step === point.step)?.atMost;
    return [
      text({ x: at(first) - 12, y: y + 4 }, point.step, { anchor: "end" }),
      ...(limit === undefined ? [] : [line({ x: at(limit), y: y - 13 }, { x: at(limit), y: y + 13 }, "bad")]),
      ...point.ratios.map(({ size, ratio }) => dot({ x: at(ratio), y }, sizeTones[size] ?? "ink", 5)),
    ];
  });
  const says = points.map(
    (point) => `${point.step}: ${point.ratios.map(({ size, ratio }) => `${ratio.toFixed(2)} with ${String(size)}`).join(", ")}`,
  );
  return picture("Ratio to the floor", `Time of ours as a ratio to the floor (b). ${says.join(". ")}.`, bottom + 34, [
    text({ x: across(0), y: 30 }, "Time of ours as a ratio to the floor (b), which does nothing and carries as many bytes", {
      look: "strong",
    }),
    ...legend(
      [
        ...sizes.map(
          (size) => [sizeTones[size] ?? "ink", size === 1 ? "1 certificate" : `${size.toLocaleString("en")} certificates`] as const,
        ),
      ],
      56,
      dotMark,
    ),
    text({ x: across(0.82), y: 60 }, "red: asked for, with 300", { tone: "bad", look: "small" }),
    ...marks.flatMap((mark) => [
      line({ x: at(mark), y: top }, { x: at(mark), y: bottom }, "quiet", { dashed: mark !== 1 }),
      text({ x: at(mark), y: bottom + 18 }, mark.toFixed(2), { anchor: "middle", look: "small", tone: "quiet" }),
    ]),
    ...rows,
  ]);
}

type Mark = (at: Point, tone: Tone) => string;

const dotMark: Mark = (at, tone) => dot(at, tone, 5);
const barMark: Mark = ({ x, y }, tone) => bar({ x: x - 5, y: y - 5, width: 10, height: 10 }, tone);

/** What each colour stands for, in one line. */
function legend(entries: readonly (readonly [Tone, string])[], y: number, mark: Mark): readonly string[] {
  const CHARACTER = 6.3;
  let x = across(0) + 6;
  return entries.flatMap(([tone, words]) => {
    const here = x;
    x += words.length * CHARACTER + 34;
    return [mark({ x: here, y }, tone), text({ x: here + 10, y: y + 4 }, words, { look: "small" })];
  });
}
