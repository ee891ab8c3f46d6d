/** What is compared: ours, two floors, and what one would write without it. Each is a program in bench/programs. */
export const variants = {
  ours: { program: "ours.ts", says: "pulumi-digicert", callsDigicert: true },
  floor: { program: "floor.ts", says: "(a) does nothing, `pulumi.dynamic.Resource`", callsDigicert: false },
  constantFloor: { program: "constantFloor.ts", says: "(b) does nothing, constant text, as many bytes as ours", callsDigicert: false },
  plain: { program: "plain.ts", says: "(c) a plain dynamic provider with axios", callsDigicert: true },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof variants;

export interface Variant {
  readonly program: string;
  readonly says: string;
  readonly callsDigicert: boolean;
}
