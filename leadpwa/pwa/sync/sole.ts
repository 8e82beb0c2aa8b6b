// One tab syncs at a time. Web Locks where there are any; a tab that holds the lock and was frozen by the browser stops
// giving signs of life, and another takes over. Elsewhere a lease in the database does the same.
//
// A frozen tab that wakes up late does no harm: its answer counts for the place at which it asked alone, and what is
// sent twice is applied once.
import type { Database } from "../store/database.ts";
import type { Channel, Environment } from "../store/environment.ts";
import { readLease, writeMeta } from "../store/meta.ts";
import type { PhoneSchema } from "../store/schema.ts";

/** How often the holder gives a sign of life, ms. */
export const BEAT_MS = 5_000;
/** After so long without one the holder is taken for frozen, ms; more than background tabs' timers are slowed to. */
export const FROZEN_MS = 75_000;

export class Sole {
  readonly #tab: string;
  /** When another tab was last known to be syncing, by this phone's clock; null = nothing is known of one. */
  #otherSeenMs: number | null = null;
  #stolen = false;

  constructor(
    readonly env: Environment,
    readonly db: Database<PhoneSchema>,
    readonly channel: Channel,
  ) {
    this.#tab = Array.from(env.random(8), (byte) => byte.toString(16)).join("");
  }

  /** Called for each sign of life of another tab. */
  heard(): void {
    this.#otherSeenMs = this.env.now();
  }

  /** Runs `work` unless another tab is syncing: then it answers false at once. */
  async run(work: () => Promise<void>): Promise<boolean> {
    return this.env.locks ? this.#withLock(work) : this.#withLease(work);
  }

  /** Whether another tab took the lock away, taking this one for frozen: the run is to end. */
  get isStolen(): boolean {
    return this.#stolen;
  }

  async #withLock(work: () => Promise<void>): Promise<boolean> {
    if (await this.#hold(work, { ifAvailable: true })) {
      this.#otherSeenMs = null;
      return true;
    }
    const now = this.env.now();
    // Seen in the future: the clock has stepped back, and counting begins anew.
    this.#otherSeenMs = Math.min(this.#otherSeenMs ?? now, now);
    if (now - this.#otherSeenMs <= FROZEN_MS) return false;
    this.#otherSeenMs = null;
    return this.#hold(work, { steal: true });
  }

  async #hold(work: () => Promise<void>, options: { ifAvailable?: boolean; steal?: boolean }): Promise<boolean> {
    let working: Promise<void> | null = null;
    this.#stolen = false;
    try {
      await this.env.locks!.request(`${this.db.name}-sync`, options, async (lock) => {
        if (lock === null) return;
        working = this.#beating(async () => this.channel.post({ type: "beat" }), work);
        await working;
      });
    } catch (error) {
      if (working === null) throw error;
      // The request is rejected while the work goes on.
      this.#stolen = true;
      await working;
    }
    return working !== null;
  }

  async #withLease(work: () => Promise<void>): Promise<boolean> {
    if (!(await this.#lease(FROZEN_MS))) return false;
    try {
      await this.#beating(async () => void (await this.#lease(FROZEN_MS)), work);
    } finally {
      await this.#lease(0);
    }
    return true;
  }

  /** Takes or renews the lease; false = another tab has it. */
  async #lease(forMs: number): Promise<boolean> {
    return this.db.write(
      ["meta"],
      async (tx) => {
        const now = this.env.now();
        const held = await readLease(tx);
        // A lease further ahead than any is given comes of a clock that has stepped back.
        const isValid = held !== null && held.untilMs > now && held.untilMs <= now + FROZEN_MS;
        if (isValid && held.holder !== this.#tab) return false;
        await writeMeta(tx, "lease", { holder: this.#tab, untilMs: now + forMs });
        return true;
      },
      { durability: "relaxed" },
    );
  }

  async #beating(beat: () => Promise<void>, work: () => Promise<void>): Promise<void> {
    let cancel = () => {};
    const again = () => {
      beat().catch(() => undefined);
      cancel = this.env.timer(BEAT_MS, again);
    };
    again();
    try {
      await work();
    } finally {
      cancel();
    }
  }
}
