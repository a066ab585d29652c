// Makes the filters of the map page answer in place: list, numbers, heading, chips, address.
//
// The page works without this module. It asks for the same address a visitor without it would open and takes the
// parts marked data-swap from the answer, each by its id, and the numbers marked data-count; so there is one HTML and
// no second rendering. Everything else on the page, above all the field someone is typing in, stays what it was.
//
// Told to others: "filters:changed" on [data-listing], bubbling.

import { announce } from "../site/js/announce.js";
import { showWhatNeedsScript } from "../site/js/needs_script.js";
import { hashOf, seen, write } from "./steps.js";

const TYPING_DELAY = 400;
const ANNOUNCE_DELAY = 800;
// Has no like in the new page.
const GONE = ".none";

/**
 * The form's state as an address: empty fields and the page number left out.
 * @param {HTMLFormElement} form
 * @returns {URL}
 */
export function addressOf(form) {
  const url = new URL(form.action);
  url.search = "";
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text) {
      url.searchParams.append(name, text);
    }
  }
  return url;
}

// What the server answers to: a link within the page and the view of the map change only the rest.
const stateOf = (/** @type {URL | Location} */ url) => url.pathname + url.search;

/** @typedef {{typing?: boolean, form?: boolean, top?: boolean}} Options typed letter by letter; the form is to follow; to the top of the list */

class Listing {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {HTMLFormElement} */
    this.form = root.querySelector("form.filters");
    this.shown = stateOf(location);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(addressOf(this.form));
    });
    this.form.addEventListener("change", () => this.show(addressOf(this.form)));
    this.form.addEventListener("place-chosen", () => this.show(addressOf(this.form)));
    this.form.querySelector("input[type=search]").addEventListener("input", () => this.soon());
    root.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => stateOf(location) !== this.shown && this.load(new URL(location.href), { form: true }));
  }

  soon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.show(addressOf(this.form), { typing: true }), TYPING_DELAY);
  }

  /** @param {MouseEvent} event */
  follow(event) {
    // The bubbles of the drawn map are links within an SVG and carry no mark of their own.
    const link = event.target.closest("a[data-filter-link], #karte-regionen a, a[href^='#']");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      // Who skips a part changes nothing of what is seen, and so nothing of the address.
      this.root.querySelector(href).focus();
    } else {
      this.show(new URL(href, location.href), { form: true, top: link.dataset.filterLink === "page" });
    }
  }

  /**
   * A new state of the filters: into the history, then into the page.
   * @param {URL} url
   * @param {Options} options
   */
  show(url, options = {}) {
    clearTimeout(this.typing);
    if (stateOf(url) === this.shown) {
      return;
    }
    // Letters typed one by one are one step back, not ten.
    const again = options.typing && this.typed;
    this.typed = options.typing;
    // What covers the page goes on doing so; the map has a new part to show.
    const { liste, filter } = seen() ?? {};
    url.hash = hashOf({ liste, filter });
    write(url, !again);
    this.load(url, options);
  }

  /**
   * @param {URL} url
   * @param {Options} options
   */
  async load(url, options = {}) {
    this.shown = stateOf(url);
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.root.setAttribute("aria-busy", "true");
    let page;
    try {
      const response = await fetch(url, { signal: request.signal, headers: { Accept: "text/html" } });
      if (!response.ok) {
        throw new Error(String(response.status));
      }
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch (error) {
      if (error.name !== "AbortError") {
        // Whatever is wrong, the browser explains it better than a list that does not change.
        location.assign(url);
      }
      return;
    }
    this.root.removeAttribute("aria-busy");
    this.take(page, options);
  }

  /**
   * @param {Document} page
   * @param {Options} options
   */
  take(page, options) {
    const focused = keyOf(document.activeElement);
    document.title = page.title;
    for (const part of page.querySelectorAll("[data-swap]")) {
      document.getElementById(part.id)?.replaceChildren(...document.importNode(part, true).childNodes);
    }
    for (const source of page.querySelectorAll("form.filters [data-count]")) {
      const target = this.form.querySelector(`[data-count="${CSS.escape(source.dataset.count)}"]`);
      if (target) {
        target.textContent = source.textContent;
      }
    }
    this.rename(page.querySelector("#filter-adresse")?.value);
    if (options.form) {
      this.copyForm(page.querySelector("form.filters"));
    }
    showWhatNeedsScript(this.root);
    this.keepFocus(focused, options);
    this.root.dispatchEvent(new CustomEvent("filters:changed", { bubbles: true }));
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => announce(document.getElementById("liste-titel").textContent), ANNOUNCE_DELAY);
  }

  /**
   * One state has one address, whatever was typed: ?ort=koeln, not ?ort=K%C3%B6ln&seite=1.
   * @param {string | undefined} link
   */
  rename(link) {
    if (link !== undefined) {
      const url = new URL(link === "?" ? location.pathname : link, location.href);
      url.hash = location.hash;
      this.shown = stateOf(url);
      write(url, false);
    }
  }

  /**
   * After a link or a step back the form says what the page shows.
   * @param {HTMLFormElement} source
   */
  copyForm(source) {
    for (const control of this.form.elements) {
      if (!control.name || control.type === "hidden" || control.type === "submit") {
        continue;
      }
      if (control.type === "checkbox") {
        control.checked = source.querySelector(`[name="${control.name}"][value="${CSS.escape(control.value)}"]`)?.checked ?? false;
      } else {
        control.value = source.elements.namedItem(control.name)?.value ?? "";
      }
    }
  }

  /**
   * Whoever was on a link that is gone goes on where it led: at the result.
   * @param {string | null} focused
   * @param {Options} options
   */
  keepFocus(focused, options) {
    if (options.top) {
      const heading = document.getElementById("liste-titel");
      heading.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    } else if (focused && (focused === GONE || !document.activeElement || document.activeElement === document.body)) {
      (document.querySelector(focused) ?? document.getElementById("liste-titel")).focus({ preventScroll: true });
    }
  }
}

/**
 * How to find the same thing in the new page.
 * @param {Element | null} element
 */
function keyOf(element) {
  if (!element || element === document.body || !element.closest("[data-swap], [data-map-panel]")) {
    return null;
  }
  if (element.id) {
    return `#${CSS.escape(element.id)}`;
  }
  const name = element.getAttribute("aria-label");
  return name ? `#karte-regionen [aria-label^="${CSS.escape(name.split(":")[0])}"]` : GONE;
}

for (const root of document.querySelectorAll("[data-listing]")) {
  new Listing(root);
}
