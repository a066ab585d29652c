import { showWhatNeedsScript } from "./needs_script.js";
import { watchCopyButtons, watchPrintButtons, watchBackButtons } from "./share.js";
import { watchMenu } from "./menu.js";
import { watchCounters } from "./counter.js";

watchCopyButtons();
watchPrintButtons();
watchBackButtons();
watchMenu();
watchCounters();
showWhatNeedsScript();

// Loaded when somebody asks for it: few do.
document.addEventListener("click", async ({ target }) => {
  /** @type {HTMLElement | null} */
  const box = target.closest("[data-near] button")?.closest("[data-near]");
  box && (await import("../../search/near.js")).near(box);
});
