// A table wider than the screen can be scrolled from the keyboard; one that fits is no stop on the way.
export function startTables(): void {
  const boxes = [...document.querySelectorAll<HTMLElement>(".table-box")];
  if (!boxes.length) return;
  const look = (): void => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
      } else {
        box.removeAttribute("tabindex");
        box.removeAttribute("role");
      }
    }
  };
  look();
  addEventListener("resize", look);
}
