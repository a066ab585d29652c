// The form is never stored by caches, so some browsers bring it back empty. What was typed stays in this tab until it
// is closed, for the back button and for reloading; whoever opens the form anew finds it empty.

const STORE = "mitmachen";

/** @param {HTMLFormElement} form */
function typed(form) {
  return [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "url2");
}

/**
 * @param {HTMLFormElement} form
 * @param {[string, string][]} entries
 */
function restore(form, entries) {
  const values = new Map();
  for (const [name, value] of entries) { values.set(name, [...(values.get(name) || []), value]); }
  for (const field of form.elements) {
    const kept = values.get(field.name);
    if (field.type === "checkbox") {
      field.checked = Boolean(kept?.includes(field.value));
    } else if (kept) {
      field.value = kept[0];
    }
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-memory]"))) {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const kept = JSON.parse(sessionStorage.getItem(STORE) || "null");
  if (kept && (visit?.type === "back_forward" || visit?.type === "reload")) {
    restore(form, kept);
  } else {
    sessionStorage.removeItem(STORE);
  }
  addEventListener("pagehide", () => sessionStorage.setItem(STORE, JSON.stringify(typed(form))));
}
