// Puts the moving map in the place of the drawn one, and makes list and filters cover it where they have no room beside.
// What a part of the map needs is loaded before it is made; towns, panel and
// keys wait for the first pointer, the focus, or a look closer than regions.

/** @import {Chart} from "./chart.js" */
/** @import {Mark} from "./marks.js" */

import { fillsFirstView, WIDE } from "../sheet.js";

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
  const fills = () => document.fullscreenElement === frame;
  const towns = once((/** @type {Chart} */ chart) => import("./stories.js").then(({ Towns }) => new Towns(chart)));
  const start = once(() => Promise.all([import("./chart.js"), window.L ?? loadScript(options.leaflet)])
    .then(([{ Chart }]) => new Chart(frame, options, { fills, owns: () => fills() || fillsFirstView(), towns, open: async (mark, again) => (await answer()).show(mark, again) })));
  const answer = once(async () => {
    const [chart, { Stories, act, shareGestures, watchKeys }] = await Promise.all([start(), import("./stories.js")]);
    const stories = new Stories(chart);
    shareGestures(chart);
    watchKeys(chart);
    return {
      show: (/** @type {Mark | null} */ mark, /** @type {boolean} */ again) => (mark ? stories.show(mark, again) : stories.close(true)),
      act: (/** @type {HTMLButtonElement} */ button) => act(chart, stories, button),
    };
  });

  for (const event of ["pointerenter", "focusin"]) {
    frame.addEventListener(event, answer);
  }
  frame.addEventListener("click", async (event) => {
    /** @type {HTMLButtonElement | null} */
    const button = event.target.closest("[data-act]");
    button && (await answer()).act(button);
  });
  const full = frame.querySelector("[data-act=full]");
  full.hidden = !document.fullscreenEnabled;
  frame.addEventListener("fullscreenchange", () => full.setAttribute("aria-pressed", String(fills())));

  start().then(() => { WIDE.matches || answer(); });
}

for (const frame of document.querySelectorAll("[data-examples-map]")) {
  showMap(frame);
}
