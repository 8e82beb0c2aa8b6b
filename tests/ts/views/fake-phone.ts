// A phone in memory, for the views' tests and their dev page. Never shipped; the real one is the store's.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type {
  AttentionEntry, CreateOptions, Fields, HistoryEntry, Identity, OutboxEntry, Patch, Phone, Saved, SaveErrorKind, Shown, SyncState,
} from "../../../leadpwa/pwa/store/types.ts";
import { SaveError, TakenError } from "../../../leadpwa/pwa/store/types.ts";

const IDENTITY: Identity = {
  token: "t",
  user: { id: "u-1", name: "林晓燕", role: "advisor", roles: ["advisor"], dealer: "D01" },
  organisation: { id: "o-1", name: "华辰汽车", timezone: "Asia/Shanghai" },
  recovery: null,
  known_key: null,
  device: { id: "d-1", name: "Pixel 8" },
};

const SYNC: SyncState = {
  unsent: 0, oldest: null, attention: 0, lastSuccess: null, lastResult: null, running: false, paused: null, revokedBy: null, offline: true,
  clockErrorMs: 0, persisted: true, bytes: 39_845_888, resyncing: false, evicted: null,
};

export class FakePhone implements Phone {
  readonly identity = IDENTITY;
  readonly all = signal<readonly Shown[]>([]);
  readonly sync = signal<SyncState>(SYNC);
  readonly drafts = new Map<string, unknown>();
  readonly patches: { kind: string; id: string; patch: Patch }[] = [];
  readonly mended: { id: string; patch: Patch }[] = [];
  readonly dropped: string[] = [];
  entries: OutboxEntry[] = [];
  troubles: AttentionEntry[] = [];
  /** The next save fails so. */
  failWith: SaveErrorKind | null = null;
  private made = 0;
  private readonly kinds = new Map<string, ReadonlySignal<readonly Shown[]>>();

  readonly leads = this.records("lead");

  records(kind: string): ReadonlySignal<readonly Shown[]> {
    const found = this.kinds.get(kind) ?? computed(() => this.all.value.filter((record) => record.kind === kind));
    this.kinds.set(kind, found);
    return found;
  }

  activities(leadId: string): ReadonlySignal<readonly Shown[]> {
    return computed(() => this.records("activity").value.filter(({ fields }) => fields["lead"] === leadId));
  }

  async outbox(): Promise<readonly OutboxEntry[]> {
    return this.entries;
  }

  async attention(): Promise<readonly AttentionEntry[]> {
    return this.troubles;
  }

  async createLead(fields: Fields, options?: CreateOptions): Promise<Saved> {
    return this.create("lead", { captured_at: new Date().toISOString(), ...fields }, options);
  }

  async create(kind: string, fields: Fields, options: CreateOptions = {}): Promise<Saved> {
    this.mayFail();
    await Promise.resolve();
    const first = this.all.value.find((record) => record.id === options.id);
    if (first && first.fields["name"] !== fields["name"]) throw new TakenError();
    this.made += 1;
    const models = fields["models"] as { add?: string[] } | undefined;
    const shown: Shown = { kind, id: options.id ?? `${kind}-${this.made}`, seq: 0, fields: { ...fields, ...(models ? { models: models.add ?? [] } : {}) }, stamps: {}, state: "waiting" };
    if (!this.all.value.some((record) => record.id === shown.id)) this.all.value = [shown, ...this.all.value];
    const of = (this.drafts.get(options.draft ?? "") as { id?: unknown } | undefined)?.id;
    if (options.draft && (of === undefined || of === options.id)) this.drafts.delete(options.draft);
    this.sync.value = { ...this.sync.value, unsent: this.sync.value.unsent + 1, oldest: this.sync.value.oldest ?? new Date().toISOString() };
    return { ...shown, mutation: `m-${shown.id}` };
  }

  async patch(kind: string, id: string, patch: Patch): Promise<Saved> {
    this.mayFail();
    this.patches.push({ kind, id, patch });
    const old = this.all.value.find((record) => record.id === id);
    if (!old) throw new SaveError("failed");
    const next: Shown = { ...old, fields: { ...old.fields, ...patch }, state: "waiting" };
    this.all.value = this.all.value.map((record) => (record.id === id ? next : record));
    return { ...next, mutation: `m-${this.patches.length}` };
  }

  async remove(_kind: string, id: string): Promise<Saved> {
    const old = this.all.value.find((record) => record.id === id);
    if (!old) throw new SaveError("failed");
    this.all.value = this.all.value.filter((record) => record.id !== id);
    return { ...old, mutation: `m-delete-${id}` };
  }

  async restore(): Promise<Saved> {
    throw new SaveError("failed");
  }

  async undo(mutationId: string): Promise<boolean> {
    const id = mutationId.replace(/^m-/, "");
    this.all.value = this.all.value.filter((record) => record.id !== id);
    return true;
  }

  useRules(): void {}

  past: HistoryEntry[] | null = null;

  async history(): Promise<readonly HistoryEntry[] | null> {
    return this.past;
  }

  noteLoss(): void {
    this.sync.value = { ...this.sync.value, evicted: null };
  }

  async saveDraft(key: string, value: unknown): Promise<void> {
    this.drafts.set(key, structuredClone(value));
  }

  async draft(key: string): Promise<unknown> {
    return this.drafts.get(key);
  }

  async dropDraft(key: string): Promise<void> {
    this.drafts.delete(key);
  }

  async mend(id: string, patch: Patch): Promise<void> {
    this.mended.push({ id, patch });
  }

  async sendAgain(): Promise<void> {}

  async drop(entryId: string): Promise<void> {
    this.dropped.push(entryId);
  }

  async syncNow(): Promise<void> {}

  async exportOutbox(): Promise<Blob> {
    return new Blob(["{}"]);
  }

  async signOut(): Promise<void> {}

  close(): void {}

  private mayFail(): void {
    const kind = this.failWith;
    this.failWith = null;
    if (kind) throw new SaveError(kind);
  }
}
