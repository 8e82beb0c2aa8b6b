// A small server in memory that obeys docs/protocol.md, written apart from the phone's own code so that it can judge it.
import type { Answer, Request, World } from "./world.ts";

type Json = Record<string, unknown>;

export interface User {
  id: string;
  name: string;
  roles: string[];
  dealer: string | null;
  view: number;
}

interface Stored {
  kind: string;
  id: string;
  seq: number;
  fields: Json;
  stamps: Record<string, string>;
  isDeleted: boolean;
  owner: string | null;
  dealer: string | null;
  by: string;
}

interface Loss {
  user: string;
  record: string;
  seq: number;
  stamp: string;
}

interface Incoming {
  id: string;
  kind: string;
  record: string;
  hlc: string;
  stamp?: string;
  patch?: Json;
  delete?: true;
  restore?: true;
}

const SETS = new Set(["models", "competitors", "interests", "tags"]);
const CREATING: Record<string, string[]> = {
  lead: ["source", "captured_at"],
  activity: ["lead", "type"],
  reading: ["page", "done"],
};
const PERSONAL = ["name", "company", "mobile", "wechat", "email", "note"];

export class FakeServer {
  world!: World;
  /** This server's clock less the true time, ms. */
  skew = 0;
  epoch = "epoch1";
  seq = 0;
  records = new Map<string, Stored>();
  /** By record, then by mutation. */
  mutations = new Map<string, Map<string, { text: string; sent: string; given: string }>>();
  nodes = new Map<string, { sent: string; given: string }>();
  losses: Loss[] = [];
  erased = new Map<string, { users: Set<string>; seq: number }>();
  users = new Map<string, User>();
  tokens = new Map<string, { user: string; device: string }>();
  invitations = new Map<string, { user: string; device: string | null }>();
  /** Instead of the token's check: code and, with `revoked`, by whom. */
  refuseTokens: { code: string; by?: string } | null = null;
  mostMutations = 500;
  mostBytes = 1024 * 1024;
  /** At most so many records an answer, whatever the phone asks for. */
  page = 500;
  greatest = "";
  applied = 0;
  /** Says so of single mutations: a refusal's code. */
  refuse: (mutation: Incoming) => string | null = () => null;

  addUser(id: string, roles: string[], dealer: string | null): User {
    const user = { id, name: id, roles, dealer, view: 0 };
    this.users.set(id, user);
    return user;
  }

  invite(user: string): string {
    const code = `CODE${this.invitations.size}`.padEnd(8, "0").replace(/[OIL]/g, "0");
    this.invitations.set(code, { user, device: null });
    return code;
  }

  readonly serve = (request: Request): Answer => {
    if (request.path === "pair") return this.#pair(request.body as Json);
    const held = request.token === null ? undefined : this.tokens.get(request.token);
    if (this.refuseTokens) return problem(401, this.refuseTokens.code, { by: this.refuseTokens.by });
    if (!held) return problem(401, "unauthorised");
    const user = this.users.get(held.user)!;
    if (request.path === "sync") return this.#sync(user, request.body as Json);
    return problem(404, "not_found");
  };

  now(): number {
    return this.world.now + this.skew;
  }

  /** A change by the server itself or by somebody else's phone, at the true time. */
  change(kind: string, id: string, patch: Json, by: string, at = this.now()): void {
    const mutation = { id: `server-${this.seq}-${id}`, kind, record: id, hlc: stampText(at, 0, "00000000000000ff"), patch };
    const user = this.users.get(by)!;
    const [result] = this.#take(user, [mutation], at);
    if (result!["status"] === "refused") throw new Error(JSON.stringify(result));
  }

  /** A record of a kind that phones only read. */
  refer(kind: string, id: string, fields: Json): void {
    const blank = { stamps: {}, isDeleted: false, owner: null, dealer: null, by: "" };
    this.records.set(id, { ...blank, kind, id, fields, seq: ++this.seq });
  }

  /** Hands a lead to another owner: whoever saw it and does not any more is told. */
  handOn(lead: string, owner: string): void {
    const record = this.records.get(lead)!;
    const before = [...this.users.values()].filter((user) => this.sees(user, record));
    record.owner = owner;
    record.fields = { ...record.fields, owner };
    for (const user of before) {
      if (this.sees(user, record)) continue;
      this.losses.push({ user: user.id, record: lead, seq: ++this.seq, stamp: stampText(this.now(), 0, "f".repeat(16)) });
    }
    for (const each of this.records.values()) if (each.id === lead || each.fields["lead"] === lead) each.seq = ++this.seq;
  }

  erase(lead: string): void {
    const ids = [...this.records.values()].filter((each) => each.id === lead || each.fields["lead"] === lead);
    const users = new Set([...this.users.values()].filter((user) => this.sees(user, this.records.get(lead)!)).map((u) => u.id));
    for (const each of ids) {
      this.records.delete(each.id);
      this.mutations.delete(each.id);
    }
    this.erased.set(lead, { users, seq: ++this.seq });
  }

  /** The server as it was at a backup, under a new epoch. */
  backup(): () => void {
    const kept = structuredClone({ records: this.records, mutations: this.mutations, nodes: this.nodes, seq: this.seq });
    return () => {
      Object.assign(this, structuredClone(kept));
      this.epoch = `${this.epoch}+`;
    };
  }

  sees(user: User, record: Stored): boolean {
    if (record.kind === "activity") {
      const lead = this.records.get(record.fields["lead"] as string);
      return lead !== undefined && this.sees(user, lead);
    }
    if (record.kind === "reading") return record.by === user.id;
    if (record.kind !== "lead") return true;
    if (user.roles.includes("hq")) return true;
    if (record.dealer !== user.dealer) return false;
    return user.roles.includes("manager") || record.owner === user.id;
  }

  /** What this user sees, as a phone that has synced everything must show it. */
  view(user: string): Map<string, { fields: Json; stamps: Json }> {
    const mine = this.users.get(user)!;
    const seen = [...this.records.values()].filter((record) => this.sees(mine, record));
    return new Map(seen.map((record) => [record.id, { fields: record.fields, stamps: record.stamps }]));
  }

  #pair(body: Json): Answer {
    const device = (body["device"] as Json)["id"] as string;
    const invitation = this.invitations.get(body["code"] as string);
    if (!invitation || (invitation.device !== null && invitation.device !== device)) return problem(403, "not_allowed");
    invitation.device = device;
    for (const [token, held] of this.tokens) if (held.device === device) this.tokens.delete(token);
    const token = `token-${this.tokens.size}-${++this.seq}`;
    this.tokens.set(token, { user: invitation.user, device });
    const { id, name, roles, dealer } = this.users.get(invitation.user)!;
    const user = { id, name, role: roles[0], roles, dealer };
    const organisation = { id: "org", name: "Org", timezone: "Asia/Shanghai" };
    return { status: 201, body: { token, user, organisation, recovery: null, known_key: null, server_time: timeText(this.now()) } };
  }

  #sync(user: User, body: Json): Answer {
    const mutations = body["mutations"] as Incoming[];
    const cursor = body["cursor"] as number;
    const limit = Math.min(body["limit"] as number, this.page);
    if (typeof body["client_now"] !== "string" || limit < 1) return problem(422, "invalid");
    if (mutations.length > this.mostMutations || JSON.stringify(body).length > this.mostBytes) return problem(413, "too_large");
    const epoch = `${this.epoch}.${user.view}`;
    if (!(cursor === 0 && body["epoch"] === undefined)) {
      const said = String(body["epoch"] ?? "");
      if (said !== epoch || cursor > this.seq) {
        const isView = said.startsWith(`${this.epoch}.`) && cursor <= this.seq;
        return problem(409, isView ? "view_changed" : "resync");
      }
    }
    const results = this.#take(user, mutations, Date.parse(body["client_now"]));
    const seen = [...this.records.values()].filter((record) => record.seq > cursor && this.sees(user, record));
    const entries = [
      ...seen.map((record) => ({ seq: record.seq, change: this.#project(record), gone: null })),
      ...this.#gone(user, cursor).map(({ seq, ...gone }) => ({ seq, change: null, gone })),
    ].sort((a, b) => a.seq - b.seq);
    const given = entries.slice(0, limit);
    const more = entries.length > given.length;
    return {
      status: 200,
      body: {
        results,
        changes: given.flatMap(({ change }) => (change ? [change] : [])),
        gone: given.flatMap(({ gone }) => (gone ? [gone] : [])),
        epoch,
        cursor: more ? given.at(-1)!.seq : Math.max(this.seq, cursor),
        more,
        server_time: timeText(this.now()),
      },
    };
  }

  #gone(user: User, cursor: number): { seq: number; kind: string; id: string; why: string }[] {
    const lost = this.losses.filter((loss) => {
      const record = this.records.get(loss.record);
      return cursor > 0 && loss.user === user.id && loss.seq > cursor && record && !this.sees(user, record);
    });
    const wiped = [...this.erased].filter(([, { users, seq }]) => users.has(user.id) && seq > cursor);
    return [
      ...lost.map(({ seq, record }) => ({ seq, kind: "lead", id: record, why: "view" })),
      ...wiped.map(([id, { seq }]) => ({ seq, kind: "lead", id, why: "erased" })),
    ];
  }

  #project({ kind, id, seq, fields, stamps, isDeleted }: Stored): Json {
    const deleted = isDeleted ? { deleted: stamps["_deleted"] } : {};
    return { kind, id, seq, fields: isDeleted ? {} : structuredClone(fields), stamps: { ...stamps }, ...deleted };
  }

  #take(user: User, mutations: Incoming[], clientNow: number): Json[] {
    return mutations.map((mutation) => {
      const { retry, code, ...outcome } = this.#one(user, mutation, clientNow);
      if (code === undefined) return { id: mutation.id, ...outcome };
      const said = { type: `/problems/${code}`, title: code, status: 422, code };
      return { id: mutation.id, status: "refused", ...(retry ? { retry } : {}), problem: said };
    });
  }

  #one(user: User, mutation: Incoming, clientNow: number): Json & { code?: string; retry?: boolean } {
    const { record: id, kind, patch = {} } = mutation;
    const wiped = this.erased.get(id) ?? this.erased.get(String(patch["lead"]));
    if (wiped) return wiped.users.has(user.id) ? { code: "erased" } : { code: "unknown_record", retry: true };
    const { given, sent } = this.#stamp(mutation, clientNow);
    const standing = this.records.get(id);
    const isCreation = (CREATING[kind] ?? ["?"]).every((field) => patch[field] !== undefined && patch[field] !== null);
    if (standing ? !this.#mayWrite(user, standing, given) : !isCreation) return { code: "unknown_record", retry: true };
    const lead = this.records.get(String(patch["lead"]));
    if (kind === "activity" && !(lead && this.#mayWrite(user, lead, given))) return { code: "unknown_record", retry: true };
    const { stamp: _, ...contents } = mutation;
    const text = JSON.stringify(sorted(contents));
    const before = this.mutations.get(id)?.get(mutation.id);
    const clamped = (stamp: string, asSent: string) => (stamp === asSent ? {} : { clamped: true, stamp });
    if (before) {
      return before.text === text ? { status: "duplicate", ...clamped(before.given, before.sent) } : { code: "id_reused" };
    }
    const code = this.refuse(mutation) ?? this.#wrong(mutation, standing, isCreation);
    if (code !== null) return { code };
    this.#keepStamp(sent, given);
    const base = standing ?? this.#begin(kind, id, user);
    const next = merge(base, mutation, given);
    next.seq = ++this.seq;
    this.records.set(id, next);
    const log = this.mutations.get(id) ?? new Map();
    this.mutations.set(id, log.set(mutation.id, { text, sent, given }));
    this.applied += 1;
    return { status: "applied", ...clamped(given, sent) };
  }

  #begin(kind: string, id: string, user: User): Stored {
    const computed = kind === "lead" ? { owner: user.id, ...(user.dealer && { dealer: user.dealer }) } : { by: user.id };
    const blank = { kind, id, seq: 0, stamps: {}, isDeleted: false, owner: user.id, dealer: user.dealer, by: user.id };
    return { ...blank, fields: computed };
  }

  #wrong({ kind, patch = {} }: Incoming, standing: Stored | undefined, isCreation: boolean): string | null {
    if (kind === "activity" && standing) return "append_only";
    const consent = patch["consent_contact"] as { given?: boolean } | undefined;
    if (kind === "lead" && isCreation && PERSONAL.some((field) => field in patch) && !consent?.given) return "consent_missing";
    if (typeof patch["mobile"] === "string" && !/^1[3-9]\d{9}$/.test(patch["mobile"])) return "mobile_invalid";
    return null;
  }

  #mayWrite(user: User, record: Stored, stamp: string): boolean {
    const lead = record.kind === "activity" ? this.records.get(String(record.fields["lead"])) : record;
    if (!lead || this.sees(user, record)) return Boolean(lead);
    return this.losses.some((loss) => loss.user === user.id && loss.record === lead.id && stamp <= loss.stamp);
  }

  #stamp({ hlc, stamp }: Incoming, clientNow: number): { sent: string; given: string } {
    const sent = stamp ?? hlc;
    const now = Math.max(this.now(), timeOf(this.greatest));
    const error = stamp === undefined ? clientNow - this.now() : 0;
    const offset = Math.abs(error) <= 60_000 ? 0 : error;
    const tail = sent.slice(-16);
    let given = stampText(Math.max(0, Math.min(timeOf(sent) - offset, now)), Number.parseInt(sent.slice(25, 29), 16), tail);
    const last = this.nodes.get(tail);
    if (last && sent > last.sent && given <= last.given) {
      const next = Number.parseInt(last.given.slice(25, 29), 16) + 1;
      given = next > 0xffff ? stampText(timeOf(last.given) + 1, 0, tail) : stampText(timeOf(last.given), next, tail);
    }
    return { sent, given };
  }

  #keepStamp(sent: string, given: string): void {
    const node = sent.slice(-16);
    const last = this.nodes.get(node);
    if (!last || sent > last.sent) this.nodes.set(node, { sent, given });
    if (given > this.greatest) this.greatest = given;
  }
}

function merge(base: Stored, { patch = {}, ...mutation }: Incoming, stamp: string): Stored {
  const next: Stored = { ...base, fields: { ...base.fields }, stamps: { ...base.stamps } };
  const { fields, stamps } = next;
  if (mutation.delete || mutation.restore) {
    const held = stamps["_deleted"];
    if (held === undefined || stamp > held || (stamp === held && mutation.delete)) {
      stamps["_deleted"] = stamp;
      next.isDeleted = Boolean(mutation.delete);
    }
  }
  for (const [field, value] of Object.entries(patch)) {
    if (SETS.has(field)) {
      const { add = [], remove = [] } = value as { add?: string[]; remove?: string[] };
      const elements = new Set((fields[field] as string[] | undefined) ?? []);
      for (const element of new Set([...add, ...remove])) {
        const held = stamps[`${field}/${element}`] ?? "";
        const isAdded = add.includes(element);
        if (stamp < held || (stamp === held && !isAdded)) continue;
        stamps[`${field}/${element}`] = stamp;
        if (isAdded) elements.add(element);
        else elements.delete(element);
      }
      if (elements.size > 0) fields[field] = [...elements].sort();
      else delete fields[field];
      continue;
    }
    const held = stamps[field];
    const isLater = held === undefined || (field === "captured_at" ? stamp < held : stamp > held);
    const isTie = stamp === held && JSON.stringify(sorted(value)) > JSON.stringify(sorted(fields[field] ?? null));
    if (!isLater && !isTie) continue;
    stamps[field] = stamp;
    if (value === null) delete fields[field];
    else fields[field] = value;
  }
  return next;
}

function problem(status: number, code: string, rest: Json = {}, headers: Record<string, string> = {}): Answer {
  return { status, body: { type: `/problems/${code}`, title: code, status, code, ...rest }, headers };
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

function stampText(ms: number, counter: number, node: string): string {
  return `${timeText(ms)}-${counter.toString(16).padStart(4, "0")}-${node}`;
}

function timeOf(stamp: string): number {
  return stamp === "" ? 0 : Date.parse(stamp.slice(0, 24));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
