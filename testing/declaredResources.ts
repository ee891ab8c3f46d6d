import { withoutHidden } from "./plainInputs";

/** A resource that the program declared. */
export interface MockedResource {
  readonly type: string;
  readonly name: string;
  /** What the program gave, in clear; without what Pulumi and this package add for themselves. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What it came to, in clear. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What was declared so far. */
export interface DeclaredResources {
  readonly resources: readonly MockedResource[];
  add(resource: MockedResource): void;
  /** The only resource of this name, or of this type and name. */
  resource(name: string, type?: string): MockedResource;
}

/** Keeps what the program declares. */
export function newDeclaredResources(): DeclaredResources {
  const resources: MockedResource[] = [];
  return {
    resources,
    add: ({ type, name, inputs, outputs }) => {
      resources.push({ type, name, inputs: withoutHidden(inputs), outputs });
    },
    resource: (name, type) => {
      const [found, ...others] = resources.filter((each) => each.name === name && (type === undefined || each.type === type));
      if (found === undefined) throw new Error(`the program declared no resource ${name}${namesSay(resources)}`);
      if (others.length > 0) throw new Error(`several resources are named ${name}: say the type, too`);
      return found;
    },
  };
}

function namesSay(resources: readonly MockedResource[]): string {
  return resources.length === 0 ? "" : `; there are ${resources.map(({ name }) => name).join(", ")}`;
}
