// What the phone's code needs of its browser, passed in so that all of it runs under tests with a clock of their own.

export interface Channel {
  post(message: unknown): void;
  /** Messages of the other tabs; never one's own. */
  listen(hear: (message: unknown) => void): void;
  close(): void;
}

/** The part of Web Locks that is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; steal?: boolean },
    hold: (lock: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** Few small words outside IndexedDB, by which its loss is noticed. */
export interface Marks {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
}

/** `woken`: the service worker says that the browser found a connection. */
export type Trigger = "online" | "visible" | "woken";

export interface Environment {
  /** Origin of the API, "" = the page's own. */
  readonly api: string;
  /** `leadpwa/x.y.z`. */
  readonly client: string;
  readonly indexedDB: IDBFactory;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** null where the browser has no Web Locks. */
  readonly locks: Locks | null;
  readonly marks: Marks;
  /** The phone's own clock, ms since 1970. */
  now(): number;
  /** Minutes by which local time is behind UTC at that moment, as Date gives it. */
  timezoneOffset(ms: number): number;
  random(count: number): Uint8Array<ArrayBuffer>;
  /** Calls back once after `ms`; answers what cancels it. */
  timer(ms: number, call: () => void): () => void;
  channel(name: string): Channel;
  /** Answers what stops listening. */
  listen(trigger: Trigger, call: () => void): () => void;
  /** Asks that the storage be kept; null where that does not exist. May wait on the person for ever. */
  persist(): Promise<boolean | null>;
  /** Bytes used, null where the browser does not say. */
  storageUsed(): Promise<number | null>;
  /** Asks the browser to wake the service worker when there is a connection, where it can. */
  backgroundSync(): void;
  /** Another tab signed out: this page is to show nothing of what it held. */
  left(): void;
}
