// Safari lays its keyboard over the page: what is fixed at the bottom moves up by as much as it covers.
// Elsewhere `interactive-widget=resizes-content` has done it already and nothing is covered.

export function keepFootAboveKeyboard(): void {
  const view = window.visualViewport;
  if (!view) return;
  const move = (): void => {
    const covered = Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
    document.documentElement.style.setProperty("--keyboard", `${view.scale > 1.01 ? 0 : covered}px`);
  };
  view.addEventListener("resize", move);
  view.addEventListener("scroll", move);
}
