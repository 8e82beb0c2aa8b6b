// Versions as a page hears of them, over a browser's service workers made up here.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { followVersions } from "../../../leadpwa/pwa/page/versions.ts";

class Registration extends EventTarget {
  active: unknown = null;
  installing: EventTarget | null = null;
  waiting: unknown = null;
  updates = 0;
  async update(): Promise<void> {
    this.updates += 1;
  }
}

class Workers extends EventTarget {
  controller: unknown = null;
  registered = 0;
  readonly registration = new Registration();
  async register(): Promise<Registration> {
    this.registered += 1;
    return this.registration;
  }
}

let workers: Workers;
const heard = { waiting: [] as unknown[], switched: 0 };

async function follow(): Promise<void> {
  await followVersions("/", {
    progress: () => undefined,
    waiting: (worker) => heard.waiting.push(worker),
    switched: () => (heard.switched += 1),
  });
}

beforeEach(() => {
  workers = new Workers();
  Object.assign(heard, { waiting: [], switched: 0 });
  const quiet = { addEventListener: () => undefined };
  Object.defineProperty(globalThis, "navigator", { value: { serviceWorker: workers }, configurable: true });
  Object.assign(globalThis, { addEventListener: () => undefined, document: quiet, BroadcastChannel: class { addEventListener(): void {} } });
});

test("a version that was being fetched when the page was opened offers itself once it is whole", async () => {
  workers.controller = {};
  workers.registration.active = { postMessage: () => undefined };
  workers.registration.installing = new EventTarget();
  await follow();
  assert.deepEqual(heard.waiting, [null]);
  const whole = { version: "new" };
  workers.registration.waiting = whole;
  workers.registration.installing.dispatchEvent(new Event("statechange"));
  assert.equal(heard.waiting.at(-1), whole);
});

test("one that begins to be fetched later offers itself too", async () => {
  workers.controller = {};
  workers.registration.active = { postMessage: () => undefined };
  await follow();
  workers.registration.installing = new EventTarget();
  workers.registration.dispatchEvent(new Event("updatefound"));
  workers.registration.waiting = "new";
  workers.registration.installing.dispatchEvent(new Event("statechange"));
  assert.equal(heard.waiting.at(-1), "new");
});

test("the first worker of all takes the page as it is; the next one is a switch, told once", async () => {
  await follow();
  workers.controller = {};
  workers.dispatchEvent(new Event("controllerchange"));
  assert.equal(heard.switched, 0);
  workers.dispatchEvent(new Event("controllerchange"));
  workers.dispatchEvent(new Event("controllerchange"));
  assert.equal(heard.switched, 1);
});

test("opening a page looks for a new version: browsers put their own look off", async () => {
  workers.registration.active = { postMessage: () => undefined };
  await follow();
  assert.equal(workers.registration.updates, 1);
});

test("a browser without service workers is left alone", async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  await follow();
  assert.equal(workers.registered, 0);
});
