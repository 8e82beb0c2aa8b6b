// What is shown, held in memory and renewed from the database after every change, in whichever tab it was made.
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Database } from "../store/database.ts";
import { readClock, readOutcome, readPosition, type PhoneReading } from "../store/meta.ts";
import {
  type AttentionRow,
  NO_OUTCOME,
  type OutboxRow,
  type Outcome,
  type Position,
  type RecordRow,
  type SentRow,
  START,
} from "../store/rows.ts";
import type { PhoneSchema } from "../store/schema.ts";
import type { Shown } from "../store/types.ts";
import { isHeld, needsPerson, recordsOnHold } from "./entries.ts";
import { leadOf } from "./kinds.ts";
import { activityOrder, leadOrder } from "./order.ts";
import { shown, type Viewer } from "./shown.ts";

/** More ids than this are read as a whole. */
const FEW = 400;

export interface QueueFacts {
  unsent: number;
  oldestMs: number | null;
  attention: number;
  outcome: Outcome;
  clockErrorMs: number;
  again: Position["again"];
}

class ByRecord<R extends { record: string }> {
  readonly #rows = new Map<string, R[]>();

  of(record: string): readonly R[] {
    return this.#rows.get(record) ?? [];
  }

  set(record: string, rows: R[]): void {
    if (rows.length > 0) this.#rows.set(record, rows);
    else this.#rows.delete(record);
  }

  fill(rows: readonly R[]): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.record, [...this.of(row.record), row]);
  }

  *all(): Iterable<R> {
    for (const rows of this.#rows.values()) yield* rows;
  }
}

export class Live {
  readonly #records = new Map<string, RecordRow>();
  readonly #outbox = new ByRecord<OutboxRow>();
  readonly #sent = new ByRecord<SentRow>();
  readonly #attention = new ByRecord<AttentionRow>();
  readonly #shown = new Map<string, Map<string, Shown>>();
  readonly #versions = new Map<string, Signal<number>>();
  readonly #lists = new Map<string, ReadonlySignal<readonly Shown[]>>();
  #position: Position = START;
  #renewing: Promise<void> = Promise.resolve();
  readonly queue = signal<QueueFacts>({
    unsent: 0,
    oldestMs: null,
    attention: 0,
    outcome: NO_OUTCOME,
    clockErrorMs: 0,
    again: null,
  });
  readonly leads = computed(() => this.#present("lead").sort(leadOrder));
  readonly #byLead = computed(() => group(this.#present("activity")));

  constructor(
    readonly db: Database<PhoneSchema>,
    readonly viewer: () => Viewer,
  ) {}

  /** Reads these records anew (null = everything); one at a time, in order. */
  renew(touched: ReadonlySet<string> | null): Promise<void> {
    const next = this.#renewing.then(() =>
      touched === null || touched.size > FEW ? this.#readAll() : this.#readSome(touched),
    );
    this.#renewing = next.catch(() => undefined);
    return next;
  }

  get(id: string): Shown | undefined {
    for (const records of this.#shown.values()) {
      const found = records.get(id);
      if (found) return found;
    }
    return undefined;
  }

  records(kind: string): ReadonlySignal<readonly Shown[]> {
    return this.#list(kind, () => this.#present(kind).sort((a, b) => (a.id < b.id ? -1 : 1)));
  }

  activities(lead: string): ReadonlySignal<readonly Shown[]> {
    return this.#list(`activity/${lead}`, () => this.#byLead.value.get(lead) ?? []);
  }

  async #readAll(): Promise<void> {
    const stores = ["meta", "records", "outbox", "sent", "attention"] as const;
    const read = await this.db.read(stores, async (tx) => {
      const facts = await readFacts(tx);
      const [records, outbox, sent, attention] = await Promise.all([
        tx.objectStore("records").getAll(),
        tx.objectStore("outbox").getAll(),
        tx.objectStore("sent").index("pass").getAll(IDBKeyRange.lowerBound(facts.position.pass)),
        tx.objectStore("attention").getAll(),
      ]);
      return { facts, records, outbox, sent, attention };
    });
    batch(() => {
      this.#position = read.facts.position;
      const before = [...this.#shown.values()].flatMap((records) => [...records.keys()]);
      this.#records.clear();
      for (const record of read.records) if (this.#isReadable(record)) this.#records.set(record.id, record);
      this.#outbox.fill(read.outbox);
      this.#sent.fill(read.sent);
      this.#attention.fill(read.attention);
      const queued = [...read.outbox, ...read.sent, ...read.attention].map((row) => row.record);
      this.#show(new Set([...before, ...this.#records.keys(), ...queued]));
      this.#tell(read.facts);
    });
  }

  async #readSome(touched: ReadonlySet<string>): Promise<void> {
    const stores = ["meta", "records", "outbox", "sent", "attention"] as const;
    const read = await this.db.read(stores, async (tx) => {
      const facts = await readFacts(tx);
      const rows = await Promise.all(
        [...touched].map(async (id) => ({
          id,
          record: await tx.objectStore("records").get(id),
          outbox: await tx.objectStore("outbox").index("record").getAll(id),
          sent: await tx.objectStore("sent").index("record").getAll(id),
          attention: await tx.objectStore("attention").index("record").getAll(id),
        })),
      );
      return { facts, rows };
    });
    batch(() => {
      const { position } = read.facts;
      this.#position = position;
      for (const { id, record, outbox, sent, attention } of read.rows) {
        if (record && this.#isReadable(record)) this.#records.set(id, record);
        else this.#records.delete(id);
        this.#outbox.set(id, outbox);
        this.#sent.set(id, sent.filter((row) => row.pass >= position.pass));
        this.#attention.set(id, attention);
      }
      // A pass that is over needs its overlay no more: the records themselves have come.
      const over = new Set<string>();
      for (const row of this.#sent.all()) if (row.pass < position.pass) over.add(row.record);
      for (const id of over) this.#sent.set(id, this.#sent.of(id).filter((row) => row.pass >= position.pass));
      this.#show(new Set([...touched, ...over]));
      this.#tell(read.facts);
    });
  }

  /** After `view_changed` the old records are hidden at once. */
  #isReadable({ pull }: RecordRow): boolean {
    return this.#position.again !== "view_changed" || pull === this.#position.pull;
  }

  #show(ids: ReadonlySet<string>): void {
    const viewer = this.viewer();
    const kinds = new Set<string>();
    for (const id of ids) {
      const before = this.get(id);
      const now = shown(
        {
          record: this.#records.get(id),
          outbox: this.#outbox.of(id),
          sent: this.#sent.of(id),
          attention: this.#attention.of(id),
        },
        viewer,
      );
      if (before) kinds.add(before.kind);
      if (before && before.kind !== now?.kind) this.#shown.get(before.kind)?.delete(id);
      if (!now) continue;
      kinds.add(now.kind);
      this.#kind(now.kind).set(id, now);
    }
    for (const kind of kinds) this.#version(kind).value += 1;
  }

  #tell({ position, outcome, clockErrorMs }: Facts): void {
    const viewer = this.viewer();
    const refused = [...this.#attention.all()];
    const onHold = recordsOnHold(refused);
    let [unsent, attention, oldestMs]: [number, number, number | null] = [0, refused.length, null];
    for (const row of this.#outbox.all()) {
      if (needsPerson(row, viewer)) attention += 1;
      if (isHeld(row, onHold)) continue;
      unsent += 1;
      oldestMs = Math.min(oldestMs ?? row.madeMs, row.madeMs);
    }
    this.queue.value = { unsent, oldestMs, attention, outcome, clockErrorMs, again: position.again };
  }

  #kind(kind: string): Map<string, Shown> {
    let records = this.#shown.get(kind);
    if (!records) this.#shown.set(kind, (records = new Map()));
    return records;
  }

  #version(kind: string): Signal<number> {
    let version = this.#versions.get(kind);
    if (!version) this.#versions.set(kind, (version = signal(0)));
    return version;
  }

  /** Not deleted, in a list of one's own; subscribes to the kind. */
  #present(kind: string): Shown[] {
    void this.#version(kind).value;
    return [...this.#kind(kind).values()].filter((record) => record.deleted === undefined);
  }

  #list(name: string, build: () => readonly Shown[]): ReadonlySignal<readonly Shown[]> {
    let list = this.#lists.get(name);
    if (!list) this.#lists.set(name, (list = computed(build)));
    return list;
  }
}

interface Facts {
  position: Position;
  outcome: Outcome;
  clockErrorMs: number;
}

async function readFacts(tx: PhoneReading): Promise<Facts> {
  const clock = await readClock(tx);
  return { position: await readPosition(tx), outcome: await readOutcome(tx), clockErrorMs: clock?.errorMs ?? 0 };
}

function group(activities: Shown[]): ReadonlyMap<string, readonly Shown[]> {
  const groups = new Map<string, Shown[]>();
  for (const activity of activities.sort(activityOrder)) {
    const lead = leadOf(activity.fields);
    if (lead === null) continue;
    const mine = groups.get(lead);
    if (mine) mine.push(activity);
    else groups.set(lead, [activity]);
  }
  return groups;
}
