/** Letters that run from right to left, and marks that turn the direction of what follows. */
const TURNING = /[\u0590-\u08FF\uFB1D-\uFEFC\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** A text that came from outside, kept from turning the words and numbers around it: a number read backwards is another. */
export function isolated(text: string): string {
  return TURNING.test(text) ? `\u2068${text}\u2069` : text;
}
