/** A moment as the phone's wall shows it, with its offset: 2026-11-24T16:20:05.123+08:00. */
export function localMoment(now: Date): string {
  const offset = -now.getTimezoneOffset();
  const wall = new Date(now.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const two = (n: number): string => String(Math.trunc(n)).padStart(2, "0");
  return `${wall}${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
