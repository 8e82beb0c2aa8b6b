/** A part of an address as it is meant; as it stands where it was cut in the middle, as links in chats are. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
