// The phone of one user: what the views may ask of it, over the store and the sync.
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Environment } from "../store/environment.ts";
import type { AttentionRow, OutboxRow } from "../store/rows.ts";
import {
  type AttentionEntry,
  type CreateOptions,
  type Fields,
  type HistoryEntry,
  type Identity,
  type OutboxEntry,
  type Patch,
  type Phone,
  type RulesKnown,
  SaveError,
  type Saved,
  type Shown,
  type SyncState,
} from "../store/types.ts";
import { drop, mend, sendAgain } from "../sync/attend.ts";
import { Engine } from "../sync/engine.ts";
import { entryOf, isHeld, needsPerson, outboxEntryOf, type Patience, recordsOnHold } from "../sync/entries.ts";
import { localTime, uuid7 } from "../sync/ids.ts";
import { change, creation, type Intent, inverseOf } from "../sync/make.ts";
import { emptyRecord, merged } from "../sync/merge.ts";
import { save, type SaveOptions, type Saving, SECOND_THOUGHTS_MS } from "../sync/save.ts";
import { takeBack } from "../sync/takeback.ts";
import { outboxFile } from "./carry.ts";
import { currentIdentity, type DeviceDatabase, forgetDeviceId } from "./identity.ts";
import { leadHistory } from "./history.ts";
import { empty, remove } from "./leave.ts";
import { writeMark } from "./loss.ts";
import { type PhoneDatabase, wipeSent } from "./prepare.ts";

/** Written once: the server refuses every later change of them. */
const APPEND_ONLY: ReadonlySet<string> = new Set(["activity", "reading", "exercise", "attachment"]);

export class PairedPhone implements Phone {
  readonly leads: ReadonlySignal<readonly Shown[]>;
  readonly sync: ReadonlySignal<SyncState>;
  readonly #engine: Engine;
  #stopMarking = () => {};
  #rulesKnown: RulesKnown = { build: null, showUnknownDays: Infinity };
  #askedToKeep = false;

  constructor(
    readonly env: Environment,
    readonly db: PhoneDatabase,
    readonly device: DeviceDatabase,
    readonly paired: Identity,
  ) {
    this.#engine = new Engine({
      env,
      db,
      token: () => paired.token,
      rules: () => this.#rules(),
      viewer: () => ({ user: this.identity.user, ...this.#patience() }),
      revoked: (by) => this.#revoked(by),
      stands: async () => (await currentIdentity(device))?.token === paired.token,
      left: () => {
        this.close();
        env.left();
      },
    });
    this.leads = this.#engine.live.leads;
    this.sync = this.#engine.state;
  }

  async open(evicted: SyncState["evicted"]): Promise<this> {
    this.#engine.evicted.value = evicted;
    await this.#engine.open();
    this.#stopMarking = effect(() => {
      const { unsent, attention, evicted } = this.sync.value;
      writeMark(this.env.marks, { database: this.db.name, unsent: unsent + attention, lost: evicted?.unsent ?? null });
    });
    return this;
  }

  /** As paired, with what the server has said of the user since. */
  get identity(): Identity {
    const { user } = this.paired;
    const fields = this.#engine.live.get(user.id)?.fields ?? {};
    const { name, roles, dealer } = fields;
    const now = { ...user };
    if (typeof name === "string") now.name = name;
    if (typeof dealer === "string") now.dealer = dealer;
    if (Array.isArray(roles) && typeof roles[0] === "string") Object.assign(now, { roles, role: roles[0] });
    return { ...this.paired, user: now };
  }

  activities(leadId: string): ReadonlySignal<readonly Shown[]> {
    return this.#engine.live.activities(leadId);
  }

  records(kind: string): ReadonlySignal<readonly Shown[]> {
    return this.#engine.live.records(kind);
  }

  async outbox(): Promise<readonly OutboxEntry[]> {
    const { outbox, attention } = await this.#queue();
    const onHold = recordsOnHold(attention);
    return outbox.map((row) =>
      outboxEntryOf(row, { inFlight: this.#engine.isFlying(row.id), held: isHeld(row, onHold) }),
    );
  }

  async attention(): Promise<readonly AttentionEntry[]> {
    const { outbox, attention } = await this.#queue();
    const patience = this.#patience();
    const waiting = [...attention, ...outbox.filter((row) => needsPerson(row, patience))];
    return waiting.sort((a, b) => a.order - b.order).map(entryOf);
  }

  createLead(fields: Fields, options: CreateOptions = {}): Promise<Saved> {
    const source = (fields["event"] ?? null) === null ? "walk_in" : "event";
    return this.create("lead", { source, ...defined(fields) }, options);
  }

  async create(kind: string, fields: Fields, { id, draft, also }: CreateOptions = {}): Promise<Saved> {
    const wallMs = this.env.now();
    const when = kind === "lead" ? "captured_at" : "at";
    const moment = kind === "attachment" ? {} : { [when]: localTime(wallMs, this.env.timezoneOffset(wallMs)) };
    const record = id ?? uuid7(wallMs - this.#clockErrorMs(), this.env.random(16));
    const patch = creation(kind, { ...moment, ...defined(fields) });
    const options = { once: true, ...(draft !== undefined && { draft }), ...(also && { also: this.#changeOf(also) }) } as const;
    const saved = await this.#save({ kind, record, patch }, options);
    if (kind === "lead") this.#askToKeep();
    return saved;
  }

  async patch(kind: string, id: string, patch: Patch): Promise<Saved> {
    const { intent, inverse } = this.#changeOf({ kind, id, patch });
    return this.#save(intent, { inverse });
  }

  remove(kind: string, id: string): Promise<Saved> {
    if (APPEND_ONLY.has(kind)) return Promise.reject(new SaveError("invalid"));
    return this.#save({ kind, record: id, delete: true }, { notBeforeMs: this.env.now() + SECOND_THOUGHTS_MS });
  }

  restore(kind: string, id: string): Promise<Saved> {
    return this.#save({ kind, record: id, restore: true });
  }

  async undo(...mutationIds: readonly string[]): Promise<boolean> {
    return this.#act(await takeBack(this.#saving(), mutationIds));
  }

  useRules(known: RulesKnown): void {
    this.#rulesKnown = known;
    void this.#engine.live.renew(new Set()).catch(() => undefined);
  }

  noteLoss(): void {
    this.#engine.evicted.value = null;
  }

  async saveDraft(key: string, value: unknown): Promise<void> {
    const draft = { value, savedMs: this.env.now() };
    await this.db.write(["drafts"], (tx) => tx.objectStore("drafts").put(draft, key), { durability: "relaxed" });
  }

  async draft(key: string): Promise<unknown> {
    return (await this.db.read(["drafts"], (tx) => tx.objectStore("drafts").get(key)))?.value;
  }

  async dropDraft(key: string): Promise<void> {
    await this.db.write(["drafts"], (tx) => tx.objectStore("drafts").delete(key));
  }

  async mend(entryId: string, patch: Patch): Promise<void> {
    await this.#act(await mend(this, entryId, patch));
  }

  async sendAgain(entryId: string): Promise<void> {
    await this.#act(await sendAgain(this, entryId));
  }

  async drop(entryId: string): Promise<void> {
    await this.#act(await drop(this, entryId));
  }

  history(lead: string): Promise<readonly HistoryEntry[] | null> {
    return leadHistory(this.env, lead, this.paired.token);
  }

  syncNow(): Promise<void> {
    return this.#engine.now();
  }

  exportOutbox(): Promise<Blob> {
    return outboxFile(this.db, this.identity, this.#now());
  }

  async signOut({ discard }: { discard: boolean }): Promise<void> {
    if (this.sync.value.paused === null) await this.#engine.now();
    await empty(this.db, { discard });
    this.#engine.leave();
    this.#letGo();
    writeMark(this.env.marks, null);
    await remove(this.env, this.device, this.paired, this.db.name);
    this.device.close();
  }

  close(): void {
    this.#letGo();
    this.device.close();
  }

  #letGo(): void {
    this.#stopMarking();
    this.#engine.close();
    this.db.close();
  }

  async #save(intent: Intent, options: SaveOptions = {}): Promise<Saved> {
    const { row, also } = await save(this.#saving(), intent, options);
    // It is on disk: whatever becomes of showing it, the person is not told to press again.
    await this.#engine.saved(new Set([row.record, ...(also ? [also.record] : [])])).catch(console.error);
    // An edit of a record that is not here shows nothing; its own fields are all there is to answer.
    const shown = this.#engine.live.get(row.record);
    const alone = merged(emptyRecord(intent.kind, row.record), row.mutation, row.mutation.hlc);
    return { ...(shown ?? { ...alone, state: "waiting" }), mutation: row.id, ...(also && { also: also.id }) };
  }

  #changeOf({ kind, id, patch }: { kind: string; id: string; patch: Patch }): { intent: Intent; inverse: Patch } {
    const present = this.#engine.live.get(id)?.fields ?? {};
    const sent = change(kind, patch, present);
    if (APPEND_ONLY.has(kind) || Object.keys(sent).length === 0) throw new SaveError("invalid");
    return { intent: { kind, record: id, patch: sent }, inverse: inverseOf(kind, sent, present) };
  }

  async #act(touched: ReadonlySet<string> | null): Promise<boolean> {
    if (touched === null) return false;
    await this.#engine.saved(touched).catch(console.error);
    return true;
  }

  #saving(): Saving {
    return { db: this.db, env: this.env, rules: this.#rules() };
  }

  #queue(): Promise<{ outbox: OutboxRow[]; attention: AttentionRow[] }> {
    return this.db.read(["outbox", "attention"], async (tx) => ({
      outbox: await tx.objectStore("outbox").getAll(),
      attention: await tx.objectStore("attention").getAll(),
    }));
  }

  #rules(): string | null {
    const hash = this.#engine.live.get("rules")?.fields["hash"];
    return typeof hash === "string" ? hash : this.#rulesKnown.build;
  }

  #clockErrorMs(): number {
    return this.#engine.live.queue.value.clockErrorMs;
  }

  #patience(): Patience {
    return { nowMs: this.#now(), unknownMs: this.#rulesKnown.showUnknownDays * 86_400_000 };
  }

  #now(): number {
    return this.env.now() - this.#clockErrorMs();
  }

  /** Asked once a session, and never waited for: Firefox asks the person. */
  #askToKeep(): void {
    if (this.#askedToKeep || this.sync.value.persisted === true) return;
    this.#askedToKeep = true;
    this.env
      .persist()
      .then((persisted) => this.#engine.note({ persisted }))
      .catch(() => undefined);
  }

  async #revoked(by: string | null): Promise<void> {
    await forgetDeviceId(this.device);
    // By the user: the app offers an export, then signs out. By the office: at once, but for work that never left.
    if (by === "user") return;
    await wipeSent(this.db);
    await this.#engine.emptied();
  }
}

function defined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}
