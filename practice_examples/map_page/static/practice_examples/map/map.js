// Puts the moving map in the place of the drawn one: beside the list at once, on small screens in a sheet when asked for.
// What a part of the map needs is loaded before it is made; towns, panel and
// keys wait for the first pointer, the focus, or a look closer than regions.

/** @import {Chart} from "./chart.js" */
/** @import {Mark} from "./marks.js" */

const WIDE = window.matchMedia("(min-width: 64rem)");

/** @param {string} src */
function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

/**
 * Not again once it is done or under way; what failed is tried anew.
 * @template {any[]} Given
 * @template Made
 * @param {(...given: Given) => Promise<Made>} load
 */
function once(load) {
  /** @type {Promise<Made> | undefined} */
  let done;
  return (/** @type {Given} */ ...args) => {
    done ??= load(...args).catch((error) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/** @param {HTMLElement} frame */
function showMap(frame) {
  const options = JSON.parse(document.getElementById("map-options").textContent);
  const sheet = document.querySelector("[data-map-sheet]");
  const place = document.createComment("map");
  const fills = () => sheet.open || document.fullscreenElement === frame;
  const towns = once((/** @type {Chart} */ chart) => import("./stories.js").then(({ Towns }) => new Towns(chart)));
  const start = once(() => Promise.all([import("./chart.js"), window.L ?? loadScript(options.leaflet)])
    .then(([{ Chart }]) => new Chart(frame, options, { fills, towns, open: async (mark) => (await answer()).show(mark) })));
  const answer = once(async () => {
    const [chart, { Stories, act, shareGestures, watchKeys }] = await Promise.all([start(), import("./stories.js")]);
    const stories = new Stories(chart);
    shareGestures(chart);
    watchKeys(chart);
    return {
      show: (/** @type {Mark} */ mark) => stories.show(mark),
      act: (/** @type {HTMLButtonElement} */ button) => act(chart, stories, button),
    };
  });

  function openSheet() {
    frame.replaceWith(place);
    sheet.append(frame);
    sheet.showModal();
    answer();
  }

  sheet.addEventListener("close", () => place.replaceWith(frame));
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("[data-filter-link]")) {
      sheet.close();
      document.getElementById("liste")?.scrollIntoView();
    }
  });
  frame.querySelector("[data-map-open] button").addEventListener("click", openSheet);
  document.addEventListener("click", (event) => {
    if (!WIDE.matches && event.target.closest("a[href='#karte']")) {
      event.preventDefault();
      openSheet();
    }
  });

  for (const event of ["pointerenter", "focusin"]) {
    frame.addEventListener(event, () => WIDE.matches && answer());
  }
  frame.addEventListener("click", async (event) => {
    /** @type {HTMLButtonElement | null} */
    const button = event.target.closest("[data-act]");
    button && (await answer()).act(button);
  });
  const full = frame.querySelector("[data-act=full]");
  full.hidden = !document.fullscreenEnabled;
  frame.addEventListener("fullscreenchange", () => full.setAttribute("aria-pressed", String(fills())));

  function suit() {
    frame.querySelector("[data-map-open]").hidden = WIDE.matches;
    if (WIDE.matches) {
      sheet.open && sheet.close();
      start();
    }
  }
  WIDE.addEventListener("change", suit);
  suit();
}

for (const frame of document.querySelectorAll("[data-examples-map]")) {
  showMap(frame);
}
