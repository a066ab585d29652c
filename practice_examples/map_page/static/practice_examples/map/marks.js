// From what the server counts to marks with a size, a name and words for those who do not see them; and the marks
// themselves: real buttons, one Tab stop for all of them. The keys are in stories.js.

import { distance, pinDrawing } from "../../places/ground.js";

/**
 * A region as the page counts it: #map-data.
 * @typedef {LatLng & {slug: string, name: string, count: number, link: string, texts: string[][], side: import("../../places/ground.js").Side}} Region
 * @typedef {{query: string, total: number, regions: Region[]}} MapData
 *
 * @typedef {LatLng & {id: string, slug: string, name: string, count: number, topic?: string, film?: boolean}} Town
 * @typedef {{id: number, title: string, url: string, summary: string, image?: string, topic?: string, film?: boolean}} Example
 * @typedef {LatLng & {examples: Example[], place: string, town: string, precise: boolean}} Pin stories at one place; not precise in the middle of a town
 *
 * A region, a town, stories at one spot, or a story.
 * @typedef {object} Spot
 * @property {string} id
 * @property {"region" | "town" | "spot" | "pin"} kind
 * @property {Leaflet.At} at
 * @property {number} count
 * @property {string} name
 * @property {string} slug
 * @property {string} spoken
 * @property {string[][]} texts
 * @property {Example[]} [examples] unknown until asked for
 * @property {LayerName} [layer] of the ground with its shape
 * @property {string} [key] of its shape there
 * @property {string} [topic] of a single story, as the style sheets name its colour
 * @property {boolean} [film]
 * @property {number} [room] pixels until the next one
 *
 * @typedef {import("../../places/ground.js").Named & Spot} Mark
 */

const LEAST_RADIUS = 12;
const MOST = 60;
const TOUCHING = 2 * LEAST_RADIUS;

/**
 * West, south, east, north, as the parameter bbox wants them.
 * @param {{toBBoxString(): string}} bounds
 * @returns {string} degrees with four places
 */
export const bboxOf = (bounds) => bounds.toBBoxString().replace(/(\.\d{4})\d+/g, "$1");

/** The sentences of the map, in the language of the page. */
export class Words {
  /** @param {Record<string, any>} texts a text, or one for 1 and one for more */
  constructor(texts) {
    this.texts = texts;
  }

  /**
   * @param {string} name
   * @param {Record<string, any>} [values]
   * @returns {string}
   */
  tell(name, values = {}) {
    return this.texts[name].replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ key) => values[key]);
  }

  /**
   * @param {string} name
   * @param {number} count
   * @returns {string}
   */
  count(name, count) {
    return this.texts[name][count === 1 ? 0 : 1].replace("{count}", count.toLocaleString("de"));
  }

  /** @param {number} count */
  ideas(count) {
    return this.count("ideas", count);
  }

  /**
   * @param {string} place
   * @param {number} count
   */
  named(place, count) {
    return this.tell("place", { place, ideas: this.ideas(count) });
  }
}

/**
 * @param {Region[]} regions
 * @param {Words} words
 * @returns {Mark[]} of those with stories
 */
export function regionMarks(regions, words) {
  return regions.filter(({ count }) => count).map((region) => ({
    ...region,
    id: `region:${region.slug}`,
    kind: "region",
    at: [region.lat, region.lng],
    spoken: words.named(region.name, region.count),
    layer: "regionen",
    key: region.slug,
  }));
}

/**
 * Puts the marks into the view; what finds no room of its own joins the pin beside it or stays a dot.
 * @param {Mark[]} marks which get their places in pixels
 * @param {Pick<Leaflet.Map, "getSize" | "latLngToContainerPoint" | "containerPointToLatLng">} map
 * @param {(one: Mark, other: Mark) => Mark} join
 * @returns {{kept: Mark[], dots: Mark[], total: number}} `total` counts the stories in view
 */
export function arrange(marks, map, join) {
  const size = map.getSize();
  const scale = size.x < 420 ? 0.84 : 1;
  for (const mark of marks) {
    Object.assign(mark, map.latLngToContainerPoint(mark.at));
    mark.radius = Math.max(LEAST_RADIUS, scale * (13 + 6 * Math.log10(mark.count)));
  }
  const inside = marks.filter(({ x, y, pin }) => x > 4 && y > (pin ? 36 : 4) && x < size.x - 4 && y < size.y - 4);
  if (inside[0]?.kind === "region") {
    pushApart(inside);
    inside.forEach((mark) => { mark.at = map.containerPointToLatLng([mark.x, mark.y]); });
  }
  const { kept, others } = keepApart(inside);
  const dots = [];
  for (const mark of others) {
    const beside = mark.examples ? kept.findIndex((other) => other.examples && distance(mark, other) < TOUCHING) : -1;
    beside < 0 ? dots.push(mark) : (kept[beside] = join(kept[beside], mark));
  }
  return { kept, dots, total: inside.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * Regions are all shown, wherever the view is small: their marks give way to each other by some pixels.
 * @param {Mark[]} marks
 */
function pushApart(marks) {
  for (let round = 0; round < 12; round += 1) {
    for (const one of marks) {
      for (const other of marks.filter((some) => some !== one)) {
        const gap = distance(one, other) || 1;
        const missing = Math.max(0, TOUCHING + 3 - gap) / 2 / gap;
        one.x += missing * (one.x - other.x || 1);
        one.y += missing * (one.y - other.y);
      }
    }
  }
}

/**
 * The largest marks that keep a finger's distance from each other; `others` had to give way.
 * @param {Mark[]} marks
 */
function keepApart(marks) {
  /** @type {Mark[]} */
  const kept = [];
  /** @type {Mark[]} */
  const others = [];
  for (const mark of [...marks].sort((a, b) => b.count - a.count)) {
    const free = kept.length < MOST && kept.every((other) => distance(mark, other) >= TOUCHING);
    (free ? kept : others).push(mark);
  }
  for (const mark of kept) {
    mark.room = Math.min(44, ...kept.filter((other) => other !== mark).map((other) => distance(mark, other)));
    mark.radius = Math.min(mark.radius, Math.max(LEAST_RADIUS, mark.room / 2));
  }
  return { kept, others };
}

/**
 * @param {string} name of the element
 * @param {string} className
 * @param {...(Node | string | null | undefined | false | "")} children of which the empty ones are left out
 * @returns {any} the HTMLElement, whose kind the name says
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return made;
}

/**
 * A Leaflet layer for an element of our own, moved along by Leaflet when the map zooms.
 * @param {Element} element
 * @param {Leaflet.At} latLng
 */
export function pinned(element, latLng) {
  const icon = { options: {}, createIcon: () => element, createShadow: () => /** @type {null} */ (null) };
  return window.L.marker(latLng, { icon, keyboard: false, interactive: false });
}

/** The marks as buttons on the map. */
export class Spots {
  /**
   * @param {Leaflet.Map} map
   * @param {{open: (mark: Mark) => void, light: (mark?: Mark) => void}} on what is done with a mark; light none without
   */
  constructor(map, on) {
    this.map = map;
    this.on = on;
    /** @type {Map<string, {mark?: Mark, button: HTMLButtonElement, marker: Leaflet.Marker}>} */
    this.shown = new Map();
  }

  get marks() {
    return [...this.shown.values()].map((spot) => spot.mark);
  }

  /** @param {string} id */
  button(id) {
    return this.shown.get(id)?.button;
  }

  /** @param {Mark[]} marks */
  show(marks) {
    const before = this.focused;
    const ids = new Set(marks.map(({ id }) => id));
    const gone = [...this.shown].filter(([id]) => !ids.has(id));
    marks.forEach((mark) => this.put(mark));
    const stays = before && ids.has(before.id);
    this.makeTabStop((stays ? before : nearest(marks, this.map.getSize().divideBy(2)))?.id);
    if (before && !stays) {
      (this.button(nearest(marks, before)?.id) ?? this.map.getContainer()).focus({ preventScroll: true });
    }
    for (const [id, { marker }] of gone) {
      marker.remove();
      this.shown.delete(id);
    }
  }

  get focused() {
    return this.marks.find((mark) => this.button(mark.id) === document.activeElement);
  }

  /** @param {Mark} mark */
  put(mark) {
    let spot = this.shown.get(mark.id);
    if (!spot) {
      const button = this.make(mark.id);
      spot = { button, marker: pinned(button, mark.at).addTo(this.map) };
      this.shown.set(mark.id, spot);
    }
    spot.mark = mark;
    spot.marker.setLatLng(mark.at);
    draw(spot.button, mark);
  }

  /** @param {string} id */
  make(id) {
    const button = element("button", "");
    button.type = "button";
    button.tabIndex = -1;
    const mark = () => this.shown.get(id).mark;
    button.addEventListener("click", () => this.map.dragging.moved() || this.on.open(mark()));
    for (const event of ["mouseenter", "focus"]) {
      button.addEventListener(event, () => this.on.light(mark()));
    }
    for (const event of ["mouseleave", "blur"]) {
      button.addEventListener(event, () => this.on.light());
    }
    button.addEventListener("focus", () => this.makeTabStop(id));
    return button;
  }

  /** @param {string} id */
  makeTabStop(id) {
    for (const [other, { button }] of this.shown) {
      button.tabIndex = other === id ? 0 : -1;
    }
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {Mark} mark
 */
function draw(button, mark) {
  button.className = `spot spot-${mark.kind}${mark.pin ? " spot-pin-mark" : ""}`;
  button.setAttribute("aria-label", mark.spoken);
  button.title = mark.label ? "" : mark.spoken;
  button.style.setProperty("--radius", `${mark.radius}px`);
  button.style.setProperty("--room", `${Math.max(24, mark.room)}px`);
  button.dataset.topic = mark.topic ?? "";
  const picture = button.querySelector("img");
  button.replaceChildren(mark.pin ? pinDrawing("spot-pin") : element("span", "spot-count", !mark.topic && mark.count.toLocaleString("de")));
  mark.film && button.append(element("span", "spot-film"));
  picture && button.append(picture);
  if (mark.label) {
    const { left, top, width, lines, align } = mark.label;
    const name = element("span", "spot-name", lines.join("\n"));
    Object.assign(name.style, { left: `${left - mark.x}px`, top: `${top - mark.y}px`, width: `${width}px`, textAlign: align });
    button.append(name);
  }
}

/**
 * @param {Mark[]} marks
 * @param {{x?: number, y?: number}} to
 */
function nearest(marks, to) {
  return [...marks].sort((a, b) => distance(a, to) - distance(b, to))[0];
}
