// What covers the page: on small screens the list, a sheet over the map in three heights; everywhere the other filters.

import { leave, note, seen, step } from "./steps.js";

/** Whether list and map have room beside each other. */
export const WIDE = window.matchMedia("(min-width: 64rem)");
const SMALL = window.matchMedia("(max-width: 63.99rem) and (min-height: 30rem)");
const HEIGHTS = ["", "halb", "ganz"];
const SWIPE = 24;

/** Whether the map fills the first view and has no page under a finger to scroll: neither ours nor one around a frame. */
export const fillsFirstView = () => SMALL.matches && self === top;

/** A dialog for parts of the page, which stand in it as long as it is open. */
class Cover {
  /**
   * @param {Found} dialog
   * @param {() => void} closed hears that the visitor has closed it
   */
  constructor(dialog, closed) {
    this.dialog = dialog;
    /** @type {[Comment, Element][]} */
    this.places = [];
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      closed();
    });
  }

  /** @param {Element[]} parts */
  open(parts) {
    if (!this.dialog.open) {
      this.places = parts.map((part) => [document.createComment(""), part]);
      for (const [place, part] of this.places) {
        part.replaceWith(place);
        this.dialog.append(part);
      }
      this.dialog.showModal();
    }
  }

  close() {
    this.dialog.close();
    this.places.forEach(([place, part]) => place.replaceWith(part));
    this.places = [];
  }
}

/** @param {HTMLElement} root of the map page */
function watchFilters(root) {
  const form = root.querySelector("form.filters");
  const [button, drawer, quick] = ["[data-filter-open]", "details", "[data-filter-quick]"].map((name) => form.querySelector(name));
  const close = () => {
    leave({ filter: "" });
    show(false);
  };
  const cover = new Cover(form.querySelector("[data-filter-cover]"), close);

  function show(wanted = Boolean(seen()?.filter)) {
    if (wanted === cover.dialog.open) {
      return;
    }
    if (wanted) {
      drawer.toggleAttribute("open", true);
      cover.open(WIDE.matches ? [drawer] : [quick, drawer]);
    } else {
      cover.close();
      button.focus({ preventScroll: true });
    }
  }

  button.addEventListener("click", () => {
    step({ filter: "offen" });
    show(true);
  });
  form.querySelector("[data-filter-close]").addEventListener("click", close);
  addEventListener("popstate", () => show());
  show();
}

/** @param {HTMLElement} root of the map page */
function watchSheet(root) {
  const list = root.querySelector("[data-sheet]");
  const bar = list.querySelector("[data-sheet-bar]");
  const frame = root.querySelector("[data-examples-map]");
  const cover = new Cover(root.querySelector("[data-sheet-cover]"), () => go(1));
  const [less, more] = list.querySelectorAll("[data-sheet-step]");
  let height = 0;

  function show(wanted = Math.max(0, HEIGHTS.indexOf(seen()?.liste ?? ""))) {
    const focused = list.querySelector(":focus");
    height = wanted;
    list.dataset.sheet = HEIGHTS[height];
    less.hidden = !height;
    more.hidden = height === 2;
    if (height === 2 && !WIDE.matches) {
      cover.open([list]);
    } else if (cover.dialog.open) {
      cover.close();
    }
    if (focused) {
      (focused === less && !height ? more : focused === more && height === 2 ? less : focused).focus({ preventScroll: true });
    }
  }

  /**
   * @param {number} wanted
   * @param {boolean} [aside] brought about by another step
   */
  function go(wanted, aside) {
    const next = Math.max(0, Math.min(2, wanted));
    (aside ? note : next < height ? leave : step)({ liste: HEIGHTS[next] });
    show(next);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sheet-step]");
    button && go(height + Number(button.dataset.sheetStep));
  });
  list.addEventListener("focusin", (event) => !WIDE.matches && !height && !event.target.closest("[data-sheet-bar]") && go(1, true));
  frame.addEventListener("focusin", () => !WIDE.matches && height && go(0, true));
  // What is chosen on the map is shown in the list.
  frame.addEventListener("click", (event) => {
    if (event.target.closest("[data-filter-link]") && !WIDE.matches) {
      document.addEventListener("filters:changed", () => go(1, true), { once: true });
    }
  });

  let from = 0;
  const held = (/** @type {PointerEvent} */ event) => bar.hasPointerCapture(event.pointerId);
  bar.addEventListener("pointerdown", (event) => {
    if (!WIDE.matches && !event.target.closest("button, a")) {
      from = event.clientY;
      bar.setPointerCapture(event.pointerId);
    }
  });
  bar.addEventListener("pointermove", (event) => held(event) && list.style.setProperty("--drag", `${from - event.clientY}px`));
  bar.addEventListener("pointerup", (event) => {
    const up = from - event.clientY;
    if (held(event) && (Math.abs(up) > SWIPE || !height)) {
      go(height + (up < -SWIPE ? -1 : 1) * (Math.abs(up) > innerHeight / 2 ? 2 : 1));
    }
  });
  bar.addEventListener("lostpointercapture", () => list.style.removeProperty("--drag"));
  addEventListener("popstate", () => show());
  WIDE.addEventListener("change", () => show());
  show();
}

for (const root of document.querySelectorAll("[data-listing]")) {
  watchSheet(root);
  watchFilters(root);
  if (self !== top) {
    // The page around may give the frame as much room as it needs.
    new ResizeObserver(() => parent.postMessage({ type: "landkarte", height: root.offsetHeight }, "*")).observe(root);
  }
}
