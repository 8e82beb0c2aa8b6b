// First letters of a Chinese name, by the browser's own pinyin order: 周建华 is zjh. No table of characters is shipped.
// The browser knows one reading a character; surnames that are read otherwise stand in a small table.

/** The first character of each initial, in pinyin order; no syllable starts with i, u or v. */
const FIRST = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
const LETTERS = "abcdefghjklmnopqrstwxyz";
const SURNAMES: Readonly<Record<string, string>> = {
  单: "s", 曾: "z", 解: "x", 仇: "q", 区: "o", 查: "z", 盖: "g", 乐: "y", 尉: "w", 种: "c", 翟: "z", 覃: "q", 缪: "m", 秘: "b", 朴: "p", 冼: "x", 晟: "c",
};

const order = new Intl.Collator("zh-CN-u-co-pinyin");

export function initialOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase();
  if (!/\p{Script=Han}/u.test(character)) return "";
  for (let at = LETTERS.length - 1; at >= 0; at -= 1) {
    if (order.compare(character, FIRST[at] ?? "") >= 0) return LETTERS[at] ?? "";
  }
  return "";
}

export function initials(name: string): string {
  const [first = "", ...rest] = [...name];
  return (SURNAMES[first] ?? initialOf(first)) + rest.map(initialOf).join("");
}
