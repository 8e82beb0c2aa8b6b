import { localTime, uuid7 } from "../../sync/ids.ts";

/** A moment as the phone's wall shows it, with its offset: 2026-11-24T16:20:05.123+08:00. */
export const localMoment = (now: Date): string => localTime(now.getTime(), now.getTimezoneOffset());

/** The id of a record that a form will make. */
export const newId = (): string => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(16)));
