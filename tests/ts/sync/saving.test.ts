import assert from "node:assert/strict";
import { test } from "node:test";
import { aLead, aPhone, aShowroom, names, reopened } from "../support/phones.ts";

test("a lead logged with the network gone is on the phone after a restart and on the server once it is back", async () => {
  const room = aShowroom();
  let held = await aPhone(room, "wang");
  held.handset.always = "cut";
  const saved = await held.phone.createLead(aLead());
  assert.equal(saved.state, "waiting");
  await room.world.pass(1_000);
  held = await reopened(held);
  assert.deepEqual(names(held.phone.leads.value), ["张伟"]);
  assert.equal(held.phone.sync.value.unsent, 1);
  held.handset.always = null;
  await room.world.until(() => held.phone.sync.value.unsent === 0);
  assert.equal(room.server.records.get(saved.id)?.fields["name"], "张伟");
  assert.equal(held.phone.leads.value[0]?.state, "sent");
  assert.equal(held.phone.leads.value[0]?.fields["owner"], "wang");
});
