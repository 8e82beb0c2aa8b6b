// When to sync: at start, after a save, when the network or the person comes back, on the button; and by a timer after
// a failure, later each time, with jitter, so that a showroom's phones do not all come back at once.
import type { Environment, Trigger } from "../store/environment.ts";

const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;
/** Another tab is syncing: look again after this, ms. */
const OTHER_TAB_MS = 15_000;

const TRIGGERS: readonly Trigger[] = ["online", "visible", "woken"];

/** What came of a try. `busy`: another tab is at it. `paused`: only a person can go on. */
export type Tried =
  /** `restMs`: something may go after this. */
  | { kind: "done"; restMs: number | null }
  | { kind: "busy" }
  | { kind: "paused" }
  /** `progressed`: something got through before. */
  | { kind: "failed"; retryAfterMs: number | null; progressed: boolean };

export class Scheduler {
  #running: Promise<void> | null = null;
  #again: "no" | "if well" | "insists" = "no";
  #failures = 0;
  #notBeforeMs = 0;
  #isPaused = false;
  #cancel = () => {};
  #stop: (() => void)[] = [];
  #closed = false;

  constructor(
    readonly env: Environment,
    readonly attempt: () => Promise<Tried>,
  ) {}

  start(): void {
    this.#stop = TRIGGERS.map((trigger) => this.env.listen(trigger, () => this.wake()));
    // A pause of an earlier session is tried once: the reason may be gone.
    void this.#run("if well");
  }

  /** Something happened that makes a try worth while. */
  wake(): void {
    if (this.#isPaused) return;
    const waitMs = this.#notBeforeMs - this.env.now();
    // The server asked for time; so much that it must be a clock that has stepped does not count.
    if (waitMs > 0 && waitMs <= LONGEST_MS * 12) this.#later(waitMs);
    else void this.#run("if well");
  }

  /** Syncs now, also where it was paused; resolves when no run is under way any more. */
  now(): Promise<void> {
    return this.#run("insists");
  }

  /** A run that is under way may be past what was just saved: another follows, after a failure only if one insists. */
  async #run(again: "if well" | "insists"): Promise<void> {
    if (this.#closed) return;
    if (this.#running) {
      if (this.#again !== "insists") this.#again = again;
    } else {
      this.#cancel();
      this.#running = this.#loop();
    }
    await this.#running;
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    for (const stop of this.#stop) stop();
  }

  async #loop(): Promise<void> {
    try {
      do {
        this.#again = "no";
        this.#plan(await this.#try());
      } while (!this.#closed && this.#goesOn());
    } finally {
      this.#running = null;
    }
  }

  #goesOn(): boolean {
    return this.#again === "insists" || (this.#again === "if well" && this.#failures === 0 && !this.#isPaused);
  }

  async #try(): Promise<Tried> {
    try {
      return await this.attempt();
    } catch (error) {
      // The database failed under the run, or was closed with the phone; what waits is still there.
      if (!this.#closed) console.error(error);
      return { kind: "failed", retryAfterMs: null, progressed: false };
    }
  }

  #plan(tried: Tried): void {
    this.#isPaused = tried.kind === "paused";
    if (tried.kind === "busy") return this.#later(OTHER_TAB_MS);
    if (tried.kind !== "failed") {
      this.#failures = 0;
      this.#notBeforeMs = 0;
      if (tried.kind === "done" && tried.restMs !== null) this.#later(tried.restMs);
      return;
    }
    // A line that is cut every few seconds, but carries something in between, is worth going on with.
    if (tried.progressed) this.#failures = 0;
    const backOffMs = this.#backOff(this.#failures);
    this.#failures += 1;
    const asked = tried.retryAfterMs;
    this.#notBeforeMs = asked === null ? 0 : this.env.now() + asked;
    this.#later(Math.max(backOffMs, asked ?? 0));
  }

  /** Between half of the doubled time and all of it. */
  #backOff(failures: number): number {
    const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
    const [byte = 0] = this.env.random(1);
    return fullMs / 2 + (fullMs / 2) * (byte / 255);
  }

  #later(ms: number): void {
    this.#cancel();
    if (!this.#closed) this.#cancel = this.env.timer(ms, () => void this.#run("if well"));
  }
}
