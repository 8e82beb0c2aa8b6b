/** 138****6021, as numbers stand in lists. */
export function masked(mobile: string): string {
  const bare = mobile.normalize("NFKC").replace(/[\s().-]/g, "");
  return bare.length < 8 ? bare : `${bare.slice(0, -8)}****${bare.slice(-4)}`;
}
