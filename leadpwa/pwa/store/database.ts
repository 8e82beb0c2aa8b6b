// One connection to a database: strict transactions, and a new connection when the browser drops the old one.
//
// Nothing but IndexedDB may be awaited inside the functions passed in: a transaction commits itself as soon as control
// returns to the event loop with no request pending. They may run twice, so they must not change anything outside.
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import { wrap } from "idb";
import { saveError } from "./failures.ts";
import type { Upgrade } from "./schema.ts";

export type Writing<S extends DBSchema> = IDBPTransaction<S, StoreNames<S>[], "readwrite">;
export type Reading<S extends DBSchema> = IDBPTransaction<S, StoreNames<S>[], "readonly">;

export interface Source<S extends DBSchema> {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly version: number;
  readonly upgrade: Upgrade<S>;
}

export class Database<S extends DBSchema> {
  #open: Promise<IDBPDatabase<S>> | null = null;
  #closed = false;

  constructor(readonly source: Source<S>) {}

  get name(): string {
    return this.source.name;
  }

  /** Resolves after the transaction's `complete`; anything else is a SaveError and left nothing behind. */
  async write<T>(
    stores: readonly StoreNames<S>[],
    change: (tx: Writing<S>) => Promise<T>,
    options: { durability?: IDBTransactionDurability } = {},
  ): Promise<T> {
    return this.#twice(async (db) => {
      const tx = db.transaction([...stores], "readwrite", { durability: options.durability ?? "strict" });
      // Awaited below; an abort while `change` still runs must not become an unhandled rejection.
      const complete = tx.done;
      complete.catch(() => undefined);
      let value: T;
      try {
        value = await change(tx);
      } catch (error) {
        throw await aborted(tx, error);
      }
      await complete;
      return value;
    });
  }

  async read<T>(stores: readonly StoreNames<S>[], look: (tx: Reading<S>) => Promise<T>): Promise<T> {
    return this.#twice(async (db) => look(db.transaction([...stores], "readonly")));
  }

  /** Closes for good. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  async #twice<T>(work: (db: IDBPDatabase<S>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const opening = this.#connect();
      try {
        return await work(await opening);
      } catch (error) {
        const lost = isLost(error) || this.#open !== opening;
        if (attempt === 2 || this.#closed || !lost) throw saveError(error);
        this.#drop(opening);
      }
    }
  }

  #connect(): Promise<IDBPDatabase<S>> {
    if (this.#closed) return Promise.reject(new DOMException("closed", "InvalidStateError"));
    if (this.#open === null) {
      const opening = this.#openOnce();
      this.#open = opening;
      // A failed opening is not kept: the next save tries again.
      opening.catch(() => this.#drop(opening));
    }
    return this.#open;
  }

  async #openOnce(): Promise<IDBPDatabase<S>> {
    const { factory, name, version, upgrade } = this.source;
    const request = factory.open(name, version);
    request.addEventListener("upgradeneeded", ({ oldVersion }) => {
      const db = wrap(request.result) as unknown as IDBPDatabase<S>;
      upgrade(db, oldVersion, wrap(request.transaction!) as unknown as Parameters<Upgrade<S>>[2]);
    });
    const db = (await wrap(request)) as unknown as IDBPDatabase<S>;
    // The browser closed it (storage cleared, its database process gone), or another tab deletes or upgrades it.
    db.addEventListener("close", () => this.#forget(db));
    db.addEventListener("versionchange", () => {
      db.close();
      this.#forget(db);
    });
    return db;
  }

  #forget(db: IDBPDatabase<S>): void {
    const opening = this.#open;
    void opening?.then(
      (mine) => {
        if (mine === db && this.#open === opening) this.#open = null;
      },
      () => undefined,
    );
  }

  #drop(only?: Promise<IDBPDatabase<S>>): void {
    const opening = this.#open;
    if (only !== undefined && only !== opening) return;
    this.#open = null;
    opening?.then(
      (db) => db.close(),
      () => undefined,
    );
  }
}

/** Ends what `change` left half done; the transaction's own reason tells more than the request's. */
async function aborted<S extends DBSchema>(tx: Writing<S>, error: unknown): Promise<unknown> {
  try {
    tx.abort();
  } catch {
    // It has ended by itself already.
  }
  await tx.done.catch(() => undefined);
  return tx.error ?? error;
}

function isLost(error: unknown): boolean {
  // Safari says UnknownError, "Connection to Indexed Database server lost".
  return error instanceof DOMException && (error.name === "InvalidStateError" || error.name === "UnknownError");
}
