// "Bei Ihnen": the nearest stories, the next event and the region's contact, found in the browser, which tells its
// position nobody: what it is compared with is the same for everybody.

import { lookAround, showNear } from "../places/near.js";

const SHOWN = 3;

/** @typedef {{name: string, url: string, contact: string, event: string}} Region */

/**
 * What the server has written, below the heading of a part; without it the part is hidden.
 * @param {HTMLElement} part
 * @param {string} html
 */
function fill(part, html) {
  const heading = part.firstElementChild;
  part.replaceChildren(heading, ...new DOMParser().parseFromString(html, "text/html").body.children);
  part.hidden = !html;
}

/**
 * @param {HTMLElement} box
 * @returns {Promise<string>} a sentence instead of a result; empty when something was found and is shown
 */
async function find(box) {
  const words = box.dataset;
  const { town, regions, stories, event } = await lookAround(words.near);
  if (!stories.length) {
    return words.none;
  }
  const found = document.getElementById("bei-ihnen");
  const part = (/** @type {string} */ name) => found.querySelector(`[data-near-${name}]`);
  /** @type {Region} */
  const region = regions[town.region];
  const template = /** @type {HTMLTemplateElement} */ (found.querySelector("template"));
  showNear(part("stories"), template, stories.slice(0, SHOWN), words);
  Object.assign(part("place"), { href: region.url, textContent: words.beside.replace("{town}", town.name).replace("{region}", region.name) });
  fill(part("event"), region.event || event);
  fill(part("contact"), region.contact);
  const list = part("list");
  if (list) {
    list.href = `${list.href.split("?")[0]}?${new URLSearchParams({ ort: town.slug, umkreis: "50", sort: "nah" })}`;
  }
  found.hidden = false;
  document.getElementById("bei-ihnen-titel").focus();
  return "";
}

/**
 * @param {HTMLElement} box with the button, what is said, and the field of those who refuse
 */
export async function near(box) {
  const [button, status] = [box.querySelector("button"), box.querySelector(".near-status")];
  const field = document.getElementById(box.dataset.field);
  if (button.ariaBusy) {
    return;
  }
  button.ariaBusy = "true";
  status.role = "status";
  status.textContent = box.dataset.searching;
  try {
    status.textContent = await find(box);
  } catch (error) {
    status.textContent = box.dataset[error.message] ?? box.dataset.failed;
    field?.setAttribute("aria-describedby", status.id);
    field?.focus();
  }
  button.ariaBusy = null;
}
