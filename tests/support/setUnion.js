// gitlab-ci-local asks for Node 22, and lacks nothing but this on Node 20: https://tc39.es/ecma262/#sec-set.prototype.union
const prototype = /** @type {{ union?: (this: Set<unknown>, other: Set<unknown>) => Set<unknown> }} */ (
  /** @type {unknown} */ (Set.prototype)
);
prototype.union ??= function (other) {
  return new Set([...this, ...other]);
};
