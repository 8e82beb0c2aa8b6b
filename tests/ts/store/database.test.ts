// What a browser's database does to a save, and what must come of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SaveError } from "../../../leadpwa/pwa/store/types.ts";
import { aLead, aPhone, aShowroom, type Held, names, reopened } from "../support/phones.ts";

type Step = (tx: IDBTransaction) => void;

/** Each writing transaction on the queue begun from now on is first given to `step`. */
function beforeEachSave({ handset }: Held, step: Step): () => void {
  const { prototype } = globalThis.IDBDatabase;
  const begin = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    const tx = begin.call(this, stores, mode, options);
    // `take` writes a mark of its own; a save is what touches drafts beside the queue.
    if (mode === "readwrite" && tx.objectStoreNames.contains("drafts") && !tx.objectStoreNames.contains("records")) step(tx);
    return tx;
  };
  handset.always = "cut";
  return () => {
    prototype.transaction = begin;
  };
}

test("the disk is full, which shows as an abort alone: the save fails as quota, nothing is half there, the draft stays", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.saveDraft("log", { name: "张伟" });
  const restore = beforeEachSave(held, (tx) => setImmediate(() => abort(tx)));
  await assert.rejects(held.phone.createLead(aLead(), { draft: "log" }), (error) => error instanceof SaveError && error.kind === "quota");
  restore();
  assert.deepEqual([held.phone.leads.value, held.phone.sync.value.unsent], [[], 0]);
  assert.deepEqual(await held.phone.draft("log"), { name: "张伟" });
  await held.phone.createLead(aLead(), { draft: "log" });
  assert.deepEqual([names(held.phone.leads.value), await held.phone.draft("log")], [["张伟"], undefined]);
});

test("the tab is killed between put and complete: mutation and clock are both there or neither", async () => {
  const room = aShowroom();
  let held = await aPhone(room, "wang");
  const clock = () => held.phone.db.read(["meta"], (tx) => tx.objectStore("meta").get("clock"));
  const before = await clock();
  // The abort comes after the save's own requests: those of the transaction have all succeeded by then.
  const restore = beforeEachSave(held, (tx) => {
    tx.objectStore("meta").get("clock").onsuccess = () => setImmediate(() => abort(tx));
  });
  await assert.rejects(held.phone.createLead(aLead()), SaveError);
  restore();
  held = await reopened(held);
  assert.deepEqual(await clock(), before);
  assert.equal((await held.phone.outbox()).length, 0);
});

test("saved is said after the transaction's complete and never before", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const told: string[] = [];
  const restore = beforeEachSave(held, (tx) => tx.addEventListener("complete", () => told.push("complete")));
  await held.phone.createLead(aLead()).then(() => told.push("saved"));
  restore();
  assert.deepEqual(told, ["complete", "saved"]);
});

test("every save is strict", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const asked: unknown[] = [];
  const { prototype } = globalThis.IDBDatabase;
  const begin = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === "readwrite" && [stores].flat().includes("drafts")) asked.push(options?.durability);
    return begin.call(this, stores, mode, options);
  };
  held.handset.always = "cut";
  const { id } = await held.phone.createLead(aLead());
  await held.phone.patch("lead", id, { note: "…" });
  prototype.transaction = begin;
  assert.deepEqual(asked, ["strict", "strict"]);
});

test("the browser drops the connection: it is opened again, and the save succeeds once", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  let drops = 1;
  const { prototype } = globalThis.IDBDatabase;
  const begin = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === "readwrite" && [stores].flat().includes("drafts") && drops-- > 0) {
      this.close();
      throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
    }
    return begin.call(this, stores, mode, options);
  };
  await held.phone.createLead(aLead());
  prototype.transaction = begin;
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.applied, 1);
});

test("private mode without a database: a clear refusal, not silence", async () => {
  const room = aShowroom();
  const { factory } = (await aPhone(room, "he")).handset;
  await assert.rejects(
    aPhone(room, "wang", (handset) => {
      Object.assign(handset, {
        factory: { open: () => { throw new DOMException("denied", "SecurityError"); }, databases: factory.databases },
      });
    }),
    { name: "PairError", code: "storage" },
  );
});

test("a double tap on save makes one lead", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const id = "0192f000-0000-7000-8000-000000000001";
  const saved = await Promise.all([held.phone.createLead(aLead(), { id }), held.phone.createLead(aLead(), { id })]);
  assert.equal(saved[0].mutation, saved[1].mutation);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.createLead(aLead(), { id });
  assert.deepEqual([room.server.applied, held.phone.leads.value.length], [1, 1]);
});

test("the browser removed the storage: it is noticed, what is known comes again, and the loss is told", async () => {
  const room = aShowroom();
  let held = await aPhone(room, "wang");
  await held.phone.createLead(aLead({ name: "已发" }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  held.handset.always = "cut";
  await held.phone.createLead(aLead({ name: "未发" }));
  await room.world.settle();
  const { name } = held.phone.db;
  held.tab.kill();
  held.phone.close();
  await new Promise<void>((done) => (held.handset.factory.deleteDatabase(name).onsuccess = () => done()));
  held.handset.always = null;
  held = await reopened(held);
  assert.deepEqual(held.phone.sync.value.evicted, { unsent: 1 });
  await room.world.until(() => held.phone.leads.value.length === 1);
  assert.deepEqual(names(held.phone.leads.value), ["已发"]);
});

test("persistent storage is asked for after the first lead and never waited for", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  let asked = 0;
  held.handset.persisting = () => {
    asked += 1;
    return new Promise(() => {});
  };
  await held.phone.createLead(aLead());
  await held.phone.createLead(aLead());
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.deepEqual([asked, held.phone.sync.value.persisted], [1, null]);
});

function abort(tx: IDBTransaction): void {
  try {
    tx.abort();
  } catch {
    // It had completed.
  }
}
