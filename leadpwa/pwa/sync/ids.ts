// Ids made on the phone, and local times as people see them.

/** A UUID that sorts by time (RFC 9562, version 7). Pass 16 random bytes; they are written over. */
export function uuid7(ms: number, bytes: Uint8Array): string {
  const time = Math.max(0, Math.floor(ms));
  for (let at = 0; at < 6; at++) bytes[at] = Math.floor(time / 2 ** (8 * (5 - at))) % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** `2026-11-24T16:00:00.123+08:00`; `behindUtc` in minutes, as Date.getTimezoneOffset gives it. */
export function localTime(ms: number, behindUtc: number): string {
  const local = new Date(ms - behindUtc * 60_000).toISOString().slice(0, -1);
  const ahead = -behindUtc;
  const two = (number: number) => String(number).padStart(2, "0");
  const minutes = Math.abs(ahead);
  return `${local}${ahead < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
