// What a browser does to a database under the app: it must cost nothing, and be said plainly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPhone, prepare } from "../../../leadpwa/pwa/device/prepare.ts";
import { openCurrent, pair } from "../../../leadpwa/pwa/device/phone.ts";
import { SaveError } from "../../../leadpwa/pwa/store/types.ts";
import { aLead, aPhone, aShowroom, type Held, names, pairOn } from "../support/phones.ts";

async function offline(): Promise<Held> {
  const held = await aPhone(aShowroom(), "wang");
  held.handset.always = "cut";
  return held;
}

/** The next transactions on `store` end as `how` says, as an engine would end them. */
function breakNext(how: (tx: IDBTransaction) => void, times = 1): () => number {
  const { prototype } = IDBObjectStore;
  const add = prototype.add;
  let broken = 0;
  prototype.add = function (...given: Parameters<typeof add>) {
    if (this.name === "outbox" && broken < times) {
      broken += 1;
      if (broken === times) prototype.add = add;
      how(this.transaction);
    }
    return add.apply(this, given);
  };
  return () => broken;
}

test("a full disk, which shows as an abort alone, is no save: the person is told, and the draft is still there", async () => {
  const held = await offline();
  await held.phone.saveDraft("log", { name: "张伟" });
  breakNext((tx) => queueMicrotask(() => tx.abort()));
  await assert.rejects(held.phone.createLead(aLead(), { draft: "log" }), (error: unknown) => {
    assert.ok(error instanceof SaveError);
    assert.equal(error.kind, "quota");
    return true;
  });
  assert.deepEqual([held.phone.leads.value, await held.phone.outbox()], [[], []]);
  assert.deepEqual(await held.phone.draft("log"), { name: "张伟" });
  await held.phone.createLead(aLead(), { draft: "log" });
  assert.equal(held.phone.sync.value.unsent, 1, "room again: saved");
});

test("the browser drops the connection under the app: it opens a new one, and the save succeeds, once", async () => {
  const held = await offline();
  await held.phone.createLead(aLead({ name: "甲" }));
  breakNext((tx) => {
    tx.db.close();
    throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
  });
  await held.phone.createLead(aLead({ name: "乙" }));
  assert.deepEqual(names(held.phone.leads.value), ["乙", "甲"].sort());
  assert.equal((await held.phone.outbox()).length, 2);
});

test("a database that is lost for good says so, after one try more", async () => {
  const held = await offline();
  const tries = breakNext(() => {
    throw new DOMException("lost", "UnknownError");
  }, 2);
  await assert.rejects(held.phone.createLead(aLead()), (error: unknown) => error instanceof SaveError && error.kind === "closed");
  assert.equal(tries(), 2);
});

test("where nothing may be stored, opening says so", async () => {
  const room = aShowroom();
  const { handset } = await aPhone(room, "wang");
  const { environment } = handset.tab();
  const indexedDB = {
    open: () => {
      throw new DOMException("denied", "SecurityError");
    },
  } as unknown as IDBFactory;
  await assert.rejects(openCurrent({ ...environment, indexedDB }), (error: unknown) => {
    return error instanceof SaveError && error.kind === "private";
  });
});

test("nothing of a save is there when it is cut between the mutation and the clock", async () => {
  const held = await offline();
  const before = await held.phone.db.read(["meta"], (tx) => tx.objectStore("meta").get("clock"));
  breakNext((tx) => setImmediate(() => tx.abort()));
  await assert.rejects(held.phone.createLead(aLead()), SaveError);
  const after = await held.phone.db.read(["meta"], (tx) => tx.objectStore("meta").get("clock"));
  assert.deepEqual(after, before);
  assert.deepEqual(await held.phone.outbox(), []);
});

test("a save is strict: it waits for the disk", async () => {
  const held = await offline();
  const { prototype } = IDBDatabase;
  const { transaction } = prototype;
  const asked: (string | undefined)[] = [];
  prototype.transaction = function (stores, mode, options) {
    if ([...stores].includes("outbox") && mode === "readwrite") asked.push(options?.durability);
    return transaction.call(this, stores, mode, options);
  };
  try {
    await held.phone.createLead(aLead());
  } finally {
    prototype.transaction = transaction;
  }
  assert.equal(asked[0], "strict");
});

test("the database was removed by the browser: noticed, told with the number of unsent leads, and pulled again", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.createLead(aLead({ name: "已发" }));
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  held.handset.always = "cut";
  await held.phone.createLead(aLead({ name: "未发" }));
  await room.world.settle();
  held.phone.close();
  await new Promise((done) => (held.handset.factory.deleteDatabase(held.phone.db.name).onsuccess = done));
  held.handset.always = null;
  const again = await openCurrent(held.handset.tab().environment);
  assert.deepEqual(again?.sync.value.evicted, { unsent: 1 });
  await room.world.until(() => again!.leads.value.length === 1);
  assert.deepEqual(names(again!.leads.value), ["已发"]);
});

test("what was lost is told at each start, until the person has taken note of it", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await held.phone.createLead(aLead());
  await room.world.settle();
  held.phone.close();
  await new Promise((done) => (held.handset.factory.deleteDatabase(held.phone.db.name).onsuccess = done));
  const opened = async () => (await openCurrent(held.handset.tab().environment))!;
  (await opened()).close();
  const told = await opened();
  assert.deepEqual(told.sync.value.evicted, { unsent: 1 });
  told.noteLoss();
  told.close();
  assert.equal((await opened()).sync.value.evicted, null);
});

test("all of it was removed: pairing again tells what was lost", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  held.handset.always = "cut";
  await held.phone.createLead(aLead());
  await room.world.settle();
  held.phone.close();
  for (const { name } of await held.handset.factory.databases()) {
    await new Promise((done) => (held.handset.factory.deleteDatabase(name!).onsuccess = done));
  }
  held.handset.always = null;
  assert.equal(await openCurrent(held.handset.tab().environment), null);
  const again = await pairOn(held.handset, room.server.invite("wang"));
  assert.deepEqual(again.phone.sync.value.evicted, { unsent: 1 });
});

test("a new database is new once", async () => {
  const { handset } = await aPhone(aShowroom(), "wang");
  const { environment } = handset.tab();
  const db = openPhone(environment, "another");
  assert.deepEqual([await prepare(db, environment, null), await prepare(db, environment, null)], [true, false]);
  db.close();
});

test("saved is said after the transaction's complete and never before", async () => {
  const held = await offline();
  const told: string[] = [];
  breakNext((tx) => tx.addEventListener("complete", () => told.push("complete")));
  await held.phone.createLead(aLead()).then(() => told.push("saved"));
  assert.deepEqual(told, ["complete", "saved"]);
});

test("where nothing may be stored, pairing says so before the code is used up", async () => {
  const room = aShowroom();
  const { handset } = await aPhone(room, "he");
  const { environment } = handset.tab();
  const indexedDB = {
    open: () => {
      throw new DOMException("denied", "SecurityError");
    },
  } as unknown as IDBFactory;
  const before = handset.requests.length;
  await assert.rejects(pair(room.server.invite("wang"), "phone", { env: { ...environment, indexedDB } }), { code: "storage" });
  assert.equal(handset.requests.length, before);
});
