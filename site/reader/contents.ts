// The page's contents follow the reading: the section in view is marked, and named while the list is folded.
import { decoded } from "../../leadpwa/pwa/page/decoded.ts";

export function startContents(): void {
  const contents = document.querySelector<HTMLElement>("[data-contents]");
  const button = contents?.querySelector<HTMLButtonElement>('[data-act="contents"]');
  if (!contents || !button) return;
  const fold = (open: boolean): void => {
    contents.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  fold(false);
  button.addEventListener("click", () => fold(!contents.classList.contains("open")));
  const links = [...contents.querySelectorAll<HTMLAnchorElement>("a[href^='#']")];
  for (const link of links) link.addEventListener("click", () => fold(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && contents.classList.contains("open")) {
      fold(false);
      button.focus();
    }
  });
  follow(links, contents.querySelector<HTMLElement>("[data-now]"));
}

function follow(links: readonly HTMLAnchorElement[], now: HTMLElement | null): void {
  const headings = links.map((link) => document.getElementById(decoded(link.hash.slice(1))));
  let shown = -1;
  let asked = false;
  const look = (): void => {
    asked = false;
    const line = innerHeight * 0.3;
    const atEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    let current = -1;
    headings.forEach((heading, index) => {
      if (heading && heading.getBoundingClientRect().top <= line) current = index;
    });
    if (atEnd) current = lastInView(headings) ?? current;
    if (current === shown) return;
    links[shown]?.removeAttribute("aria-current");
    links[current]?.setAttribute("aria-current", "true");
    if (now) now.replaceChildren(...[...(links[current]?.children ?? [])].map((part) => part.cloneNode(true)));
    shown = current;
  };
  const ask = (): void => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(look);
    }
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  look();
}

function lastInView(headings: readonly (HTMLElement | null)[]): number | null {
  for (let index = headings.length - 1; index >= 0; index -= 1) {
    const box = headings[index]?.getBoundingClientRect();
    if (box && box.top < innerHeight && box.bottom > 0) return index;
  }
  return null;
}
