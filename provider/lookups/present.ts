type Absentable<T> = { [N in keyof T]: undefined extends T[N] ? N : never }[keyof T];
type Present<T> = Omit<T, Absentable<T>> & { readonly [N in Absentable<T>]?: Exclude<T[N], undefined> };

/** Only the members that hold something: an output of a stack shows no `undefined`. */
export function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
