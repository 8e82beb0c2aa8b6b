import { signal } from "@preact/signals";

// Lists open beside their detail from here on; app.css changes the frame at the same width.
const query = typeof matchMedia === "function" ? matchMedia("(min-width: 900px)") : null;
const wide = signal(query?.matches ?? false);
query?.addEventListener("change", (event) => (wide.value = event.matches));

export const useWide = (): boolean => wide.value;
