// What the pages ask of the phone without starting it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openDB } from "idb";
import { ownRecords } from "../../../leadpwa/pwa/device/own.ts";
import { aLead, aPhone, aShowroom } from "../support/phones.ts";

const READ = { page: "policy/classes", lang: "zh", version: "1.0", hash: "a", done: "confirmed" };

test("what one has read is found whether it has left the phone or not, and nothing of other kinds", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.createLead(aLead());
  await held.phone.create("reading", READ);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  held.handset.always = "cut";
  await held.phone.create("reading", { ...READ, page: "policy/records" });
  const pages = (await ownRecords("reading", held.phone.env))?.map(({ page }) => page);
  assert.deepEqual(pages?.sort(), ["policy/classes", "policy/records"]);
});

test("where nobody is signed in there is nothing to tell", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  await held.phone.create("reading", READ);
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  await held.phone.signOut({ discard: false });
  assert.equal(await ownRecords("reading", held.phone.env), null);
});

test("a database of the first version is brought up with all that it holds", async () => {
  const room = aShowroom();
  const held = await aPhone(room, "wang");
  const { name } = held.phone.db;
  held.handset.always = "cut";
  await held.phone.create("reading", READ);
  held.phone.close();
  const rows = await takeOut(name);
  await layFirstVersion(name, rows);
  assert.deepEqual((await ownRecords("reading", held.phone.env))?.map(({ page }) => page), ["policy/classes"]);
});

type Rows = Record<string, [IDBValidKey, unknown][]>;

async function takeOut(name: string): Promise<Rows> {
  const db = await openDB(name);
  const rows: Rows = {};
  for (const store of db.objectStoreNames) {
    const keys = await db.getAllKeys(store);
    const values: unknown[] = await db.getAll(store);
    rows[store] = keys.map((key, index) => [key, values[index]]);
  }
  db.close();
  await new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done));
  return rows;
}

/** As the first release laid it. */
async function layFirstVersion(name: string, rows: Rows): Promise<void> {
  const db = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("records", { keyPath: "id" }).createIndex("lead", "fields.lead");
      const outbox = fresh.createObjectStore("outbox", { keyPath: "order", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
      outbox.createIndex("record", "record");
      const sent = fresh.createObjectStore("sent", { keyPath: "order" });
      for (const index of ["record", "pass", "sentMs"]) sent.createIndex(index, index);
      sent.createIndex("id", "id", { unique: true });
      fresh.createObjectStore("attention", { keyPath: "id" }).createIndex("record", "record");
      fresh.createObjectStore("attachments", { keyPath: "id" }).createIndex("lead", "lead");
      fresh.createObjectStore("drafts");
      fresh.createObjectStore("meta");
    },
  });
  for (const [store, list] of Object.entries(rows)) {
    for (const [key, value] of list) await db.put(store, value, ["drafts", "meta"].includes(store) ? key : undefined);
  }
  db.close();
}
