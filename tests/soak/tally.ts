/** What a soak has met, in figures: what docs/reference/soak.md shows. */
export interface Tally {
  seed: number;
  minutes: number;
  uniqueIds: boolean;
  rounds: number;
  certificatesAtMost: number;
  daysPassed: number;
  /** `up: succeeded`, `up: failed`, `up: killed` … */
  commands: Record<string, number>;
  /** What people changed, by its name. */
  changes: Record<string, number>;
  /** Faults that requests met, as the sandbox's journal names them. */
  faults: Record<string, number>;
  kills: Record<string, number>;
  /** What somebody did at DigiCert. */
  outside: Record<string, number>;
  /** Orders by how they came about, reissues, and what became of them. */
  orders: Record<string, number>;
  calls: number;
  /** How often all was settled, and the books were compared. */
  comparisons: number;
  /** Runs that settling took. */
  settlingRuns: number;
  /** Where a person had to ask anew: a request was refused, a date had come. */
  askedAnew: number;
  /** Orders that nobody uses and `orphans` named, by the limit that documents them. */
  leftovers: Record<string, number>;
  duplicates: number;
  lost: number;
  revokedInUse: number;
  /** The last comparison came after the last round. */
  finished: boolean;
}

export function newTally(seed: number, uniqueIds: boolean): Tally {
  return {
    seed,
    minutes: 0,
    uniqueIds,
    rounds: 0,
    certificatesAtMost: 0,
    daysPassed: 0,
    commands: {},
    changes: {},
    faults: {},
    kills: {},
    outside: {},
    orders: {},
    calls: 0,
    comparisons: 0,
    settlingRuns: 0,
    askedAnew: 0,
    leftovers: {},
    duplicates: 0,
    lost: 0,
    revokedInUse: 0,
    finished: false,
  };
}

export function count(counts: Record<string, number>, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by;
}
