// The parts of syncing put together for one open phone: what is shown, who syncs, when, and what people are told.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Database } from "../store/database.ts";
import type { Channel, Environment } from "../store/environment.ts";
import { readOutcome, writeMeta } from "../store/meta.ts";
import type { Outcome } from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import type { SyncState } from "../store/types.ts";
import { timeText } from "./clock.ts";
import { Live } from "./live.ts";
import { type Ending, run } from "./run.ts";
import { Scheduler, type Tried } from "./scheduler.ts";
import { BatchSize } from "./size.ts";
import { Sole } from "./sole.ts";
import type { Viewer } from "./shown.ts";

type Message =
  | { type: "changed"; ids: readonly string[] | null }
  | { type: "running"; on: boolean }
  | { type: "beat" | "wake" | "left" };

export interface Host {
  readonly env: Environment;
  readonly db: Database<PhoneSchema>;
  token(): string;
  rules(): string | null;
  viewer(): Viewer;
  /** The server took this phone off; by whom (`user`, else the office). */
  revoked(by: string | null): Promise<void>;
  /** Another tab signed out, or paired anew. */
  left(): void;
  /** Whether this phone's token is still the one that is signed in here. */
  stands(): Promise<boolean>;
}

/** Tells the tabs that have this database open that whoever is signed in has changed. */
export function sayLeft(env: Environment, database: string): void {
  const channel = env.channel(database);
  channel.post({ type: "left" } satisfies Message);
  channel.close();
}

export class Engine {
  readonly live: Live;
  readonly state: ReadonlySignal<SyncState>;
  readonly evicted = signal<SyncState["evicted"]>(null);
  readonly #running = signal(false);
  readonly #offline = signal(false);
  readonly #bytes = signal<number | null>(null);
  readonly #channel: Channel;
  readonly #sole: Sole;
  readonly #scheduler: Scheduler;
  readonly #size = new BatchSize();
  #flying: ReadonlySet<string> = new Set();
  #hurried = false;
  #closed = false;

  constructor(readonly host: Host) {
    const { env, db } = host;
    this.live = new Live(db, () => host.viewer());
    this.#channel = env.channel(db.name);
    this.#channel.listen((message) => this.#hear(message as Message));
    this.#sole = new Sole(env, db, this.#channel);
    this.#scheduler = new Scheduler(env, () => this.#attempt());
    this.state = computed(() => this.#told());
  }

  async open(): Promise<void> {
    await this.live.renew(null);
    this.#scheduler.start();
    void this.#measure();
  }

  close(): void {
    this.#closed = true;
    this.#scheduler.close();
    this.#channel.close();
  }

  /** After a save: shown at once, told to the other tabs, and sent. */
  async saved(touched: ReadonlySet<string>): Promise<void> {
    await this.#changed(touched);
    this.#scheduler.wake();
  }

  /** What was shown has been wiped: this tab and the others show what is left. */
  emptied(): Promise<void> {
    return this.#changed(null);
  }

  /** A person asked: everything goes, deletions that could still be taken back too. */
  async now(): Promise<void> {
    this.#hurried = true;
    try {
      await this.#scheduler.now();
    } finally {
      this.#hurried = false;
    }
  }

  isFlying(id: string): boolean {
    return this.#flying.has(id);
  }

  /** Tells the other tabs that this phone has been signed out of. */
  leave(): void {
    this.#post({ type: "left" });
  }

  async note(outcome: Partial<Outcome>): Promise<void> {
    const { db } = this.host;
    await db.write(
      ["meta"],
      async (tx) => writeMeta(tx, "outcome", { ...(await readOutcome(tx)), ...outcome }),
      { durability: "relaxed" },
    );
    await this.#changed(new Set());
  }

  async #attempt(): Promise<Tried> {
    let tried: Tried = { kind: "done", restMs: null };
    const ran = await this.#sole.run(async () => {
      this.#isRunning(true);
      try {
        tried = await this.#conclude(await this.#runOnce());
      } finally {
        this.#isRunning(false);
      }
    });
    if (ran) return tried;
    this.#post({ type: "wake" });
    return { kind: "busy" };
  }

  #runOnce(): Promise<Ending> {
    const { env, db, token, rules } = this.host;
    return run({
      db,
      size: this.#size,
      caller: () => ({ env, token: token.call(this.host), rules: rules.call(this.host) }),
      hurried: () => this.#hurried,
      stopped: () => this.#closed || this.#sole.isStolen,
      changed: (touched) => this.#changed(touched),
      flying: (ids) => (this.#flying = new Set(ids)),
    });
  }

  async #conclude(ending: Ending): Promise<Tried> {
    if (this.#closed) return { kind: "done", restMs: null };
    this.#offline.value = ending.kind === "failed" && !ending.reached;
    const { sent, received } = ending;
    const lastResult = ending.kind === "done" || sent + received > 0 ? { lastResult: { sent, received } } : {};
    if (ending.kind === "paused") {
      // A tab that slept while another one paired must not take the new token's database for refused.
      if (!(await this.host.stands())) {
        this.host.left();
        return { kind: "paused" };
      }
      if (ending.why === "revoked") await this.host.revoked(ending.by);
      await this.note({ ...lastResult, paused: ending.why, revokedBy: ending.by });
      return { kind: "paused" };
    }
    await this.note(lastResult);
    void this.#measure();
    if (ending.kind === "failed") {
      if (this.live.queue.value.unsent > 0) this.host.env.backgroundSync();
      return { kind: "failed", retryAfterMs: ending.retryAfterMs, progressed: sent + received > 0 };
    }
    return { kind: "done", restMs: ending.kind === "done" ? ending.restMs : null };
  }

  async #changed(touched: ReadonlySet<string> | null): Promise<void> {
    if (this.#closed) return;
    this.#post({ type: "changed", ids: touched && [...touched] });
    await this.live.renew(touched);
  }

  #hear(message: Message): void {
    switch (message.type) {
      case "changed":
        void this.live.renew(message.ids && new Set(message.ids)).catch(() => undefined);
        break;
      case "running":
        this.#running.value = message.on;
        break;
      case "beat":
        this.#sole.heard();
        break;
      case "wake":
        this.#scheduler.wake();
        break;
      case "left":
        this.host.left();
        break;
    }
  }

  #post(message: Message): void {
    if (!this.#closed) this.#channel.post(message);
  }

  #isRunning(on: boolean): void {
    this.#running.value = on;
    this.#post({ type: "running", on });
  }

  async #measure(): Promise<void> {
    this.#bytes.value = await this.host.env.storageUsed().catch(() => null);
  }

  #told(): SyncState {
    const { unsent, oldestMs, attention, outcome, clockErrorMs, again } = this.live.queue.value;
    const time = (ms: number | null) => (ms === null ? null : timeText(ms));
    return {
      unsent,
      oldest: time(oldestMs),
      attention,
      lastSuccess: time(outcome.lastSuccessMs),
      lastResult: outcome.lastResult,
      running: this.#running.value,
      paused: outcome.paused,
      revokedBy: outcome.revokedBy,
      offline: this.#offline.value,
      clockErrorMs,
      persisted: outcome.persisted,
      bytes: this.#bytes.value,
      resyncing: again === "resync",
      evicted: this.evicted.value,
    };
  }
}
