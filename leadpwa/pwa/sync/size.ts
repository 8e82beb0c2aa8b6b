// How many changes to send at once: 50 at first, doubled on success, halved when it was too much, down to one.
import type { OutboxRow } from "../store/rows.ts";
import type { Problem } from "../store/types.ts";
import { FIRST_SIZE, LARGEST_SIZE } from "./batch.ts";

/** A change that failed alone. It is set aside only once the server has shown itself alive without it. */
export interface Suspect {
  readonly row: OutboxRow;
  readonly problem: Problem;
  /** Stalled alone: it is tried once more after the sign of life. */
  readonly stalled: boolean;
  /** The server answered since, with nothing to apply. */
  readonly isAlive: boolean;
}

export class BatchSize {
  #size = FIRST_SIZE;
  suspect: Suspect | null = null;

  get now(): number {
    return this.suspect ? 1 : this.#size;
  }

  /** A new run: what the last one found is found anew, for the server may have been the one at fault. */
  begin(): void {
    if (this.suspect === null) return;
    this.#size = 1;
    this.suspect = this.suspect.stalled ? { ...this.suspect, isAlive: false } : null;
  }

  grow(): void {
    this.#size = Math.min(LARGEST_SIZE, this.#size * 2);
  }

  /** Halves what was sent, for a queue shorter than the size would else be sent whole again. */
  shrink(sent: number): void {
    this.#size = Math.max(1, Math.floor(Math.min(sent, this.#size) / 2));
  }
}
