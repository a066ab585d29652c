import { announce } from "./announce.js";

/** @param {ParentNode} within */
export function watchCopyButtons(within = document) {
  for (const button of within.querySelectorAll("[data-copy]")) {
    // Without a secure connection browsers have no clipboard: then the button stays away.
    if (!navigator.clipboard) {
      button.removeAttribute("data-needs-js");
      continue;
    }
    button.addEventListener("click", () => copy(button));
  }
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy || location.href);
  const label = button.querySelector("span") || button;
  const before = label.textContent;
  label.textContent = button.dataset.done;
  announce(button.dataset.done);
  setTimeout(() => { label.textContent = before; }, 3000);
}

/** @param {ParentNode} within */
export function watchPrintButtons(within = document) {
  for (const button of within.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
}

/** @param {ParentNode} within */
export function watchBackButtons(within = document) {
  for (const button of within.querySelectorAll("[data-back]")) {
    button.addEventListener("click", () => history.back());
  }
}
