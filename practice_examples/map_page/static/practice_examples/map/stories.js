// What is there closer than regions: towns and single stories, fetched for the part of the map that shows them; the panel
// with the stories of a mark, or with what is near the visitor; fingers, wheel, keys and the buttons above the map.

import { bboxOf, element, pinned } from "./marks.js";
import { leave, step } from "../steps.js";

/** @import {Example, Mark, Pin, Town} from "./marks.js" */

// What has been fetched for one part of the map is used until the map leaves it.
const MARGIN = 0.3;
const WIDEST = 170;
const LISTED = 8;
const SORTED = 24;
const TOWN_VIEW = 10;
const PAD = 12;
const HINT_MS = 1400;
const PAN_PX = 90;
/** @type {Record<string, Step>} */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The panel with what has been opened. */
export class Stories {
  /** @param {import("./chart.js").Chart} chart */
  constructor(chart) {
    this.chart = chart;
    this.words = chart.words;
    this.box = chart.find("panel");
    this.title = chart.find("panel-title");
    this.body = chart.find("panel-body");
    this.box.querySelector("[data-act=close]").addEventListener("click", () => this.close());
    chart.frame.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.box.hidden) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }, true);
  }

  /**
   * Shows what `load` promises; a late answer does not fill a panel that shows something else by now.
   * @param {string} title
   * @param {string} waiting
   * @param {() => HTMLElement} goBack what gets the focus when the panel closes
   * @param {() => Promise<(HTMLElement | null)[]>} load
   * @param {() => HTMLElement} seen what the panel is not to cover
   */
  async open(title, waiting, goBack, load, seen = goBack) {
    const { words } = this;
    const opening = {};
    this.shown = "";
    this.opening = opening;
    this.goBack = goBack;
    this.box.hidden = false;
    this.picture?.remove();
    this.title.textContent = title;
    this.body.replaceChildren(element("p", "muted", waiting));
    this.title.focus({ preventScroll: true });
    const content = await load().catch(({ message }) => [element("p", "", words.tell(message in words.texts ? message : "failed"))]);
    if (this.opening === opening) {
      this.body.replaceChildren(...content.filter(Boolean));
      this.body.scrollTop = 0;
      // The mark of a story that is read shows its picture too.
      this.picture = /** @type {Element | undefined} */ (this.body.querySelector(".map-card img")?.cloneNode());
      this.picture && seen().closest(".spot")?.append(this.picture);
      this.uncover(seen());
    }
  }

  /**
   * The mark that has been opened moves up from under the panel, if there is room above.
   * @param {HTMLElement} mark
   */
  uncover(mark) {
    const { map, animate } = this.chart;
    const at = mark.getBoundingClientRect();
    const up = at.bottom + PAD - this.box.getBoundingClientRect().top;
    if (mark.matches("[class*=spot]") && up > 0 && at.top - up > map.getContainer().getBoundingClientRect().top) {
      this.chart.quietly(() => map.panTo(map.containerPointToLatLng(map.getSize().divideBy(2).add([0, up])), { animate }));
    }
  }

  /** @param {boolean} [again] not closed now, but shown closed again */
  close(again) {
    const inside = this.box.contains(document.activeElement);
    this.box.hidden = true;
    this.picture?.remove();
    this.opening = null;
    this.shown = "";
    if (inside) {
      this.goBack().focus({ preventScroll: true });
    }
    again || leave({ offen: "" });
  }

  /**
   * @param {Mark} mark
   * @param {boolean} [again] not opened now, but shown again
   */
  show(mark, again) {
    const { chart, words } = this;
    if (again && this.shown === mark.id) {
      return;
    }
    again || step({ offen: mark.id });
    const title = mark.count === 1 ? mark.name : mark.spoken;
    const goBack = () => chart.spots.button(mark.id) ?? chart.map.getContainer();
    this.open(title, words.tell("loading"), goBack, async () => {
      const around = () => chart.ground.bounds("gemeinden", mark.key) ?? window.L.latLng(mark.at).toBounds(30_000);
      const examples = mark.examples ?? (await (await chart.towns()).inTown(mark.slug, around()));
      return examples.length === 1 ? [this.card(examples[0])] : [this.list(mark, examples), this.ways(mark)];
    });
    this.shown = mark.id;
  }

  /**
   * @param {string} href
   * @param {string} text
   * @returns {HTMLAnchorElement}
   */
  link(href, text) {
    const { target } = this.chart.options;
    return Object.assign(element("a", "", text), { href }, target && { target });
  }

  /**
   * @param {Mark} mark
   * @param {Example[]} examples
   * @returns {HTMLElement}
   */
  list(mark, examples) {
    const shown = mark.kind === "town" ? examples.slice(0, LISTED) : examples;
    const list = element("ul", "", ...shown.map((example) => element("li", "", this.link(example.url, example.title))));
    list.setAttribute("role", "list");
    return list;
  }

  /**
   * @param {Example} example
   * @returns {HTMLElement}
   */
  card(example) {
    const picture = example.image && Object.assign(element("img", ""), { src: example.image, alt: "", width: 400, height: 300 });
    return element("article", "map-card", picture, element("h4", "", this.link(example.url, example.title)), element("p", "", example.summary));
  }

  /**
   * On from the list of a town: to the page's list of it, and closer on the map.
   * @param {Mark} mark
   * @returns {HTMLElement | null}
   */
  ways(mark) {
    const { chart, words } = this;
    if (mark.kind !== "town") {
      return null;
    }
    const closer = element("button", "more", words.tell("zoomTo"));
    closer.type = "button";
    closer.addEventListener("click", () => {
      this.close();
      chart.closer(mark);
    });
    return element("p", "row", chart.filterLink({ ort: mark.slug, umkreis: null }, words.count("showAll", mark.count), "more"), closer);
  }

  /**
   * What is near, in the panel and, until the filters bring another, in the page's list. The view is that of the nearest
   * town, so that nothing more precise stands in the address or in a request.
   * @param {HTMLButtonElement} button
   */
  near(button) {
    const { chart, words } = this;
    const { map, animate, options: { near, texts } } = chart;
    this.open(button.textContent, words.tell("searching"), () => button, async () => {
      const { lookAround, showNear } = await import("../../places/near.js");
      const { here, town, stories } = await lookAround(`${near}?${chart.data.query}`);
      this.you?.remove();
      this.you = pinned(Object.assign(element("span", "spot-you"), { title: words.tell("you") }), here).addTo(map);
      map.setView(town, TOWN_VIEW, { animate });
      const show = (/** @type {HTMLElement} */ list, /** @type {number} */ most) => showNear(list, document.querySelector(`[data-near-${most}]`), stories.slice(0, most), texts);
      const [page, panel] = [document.querySelector("#liste .list"), element("ul", "")];
      show(panel, LISTED);
      if (page && stories.length) {
        show(page, SORTED);
        document.querySelector("#liste .pager")?.remove();
        document.querySelector("#liste .result-line .row")?.replaceChildren(words.tell("byDistance"));
      }
      return [
        panel,
        element("p", "", chart.filterLink({ ort: town.slug, umkreis: 25 }, words.tell("nearestList", { place: town.name }), "more")),
        element("p", "small muted", words.tell("stays")),
      ];
    }, () => this.you?.getElement() ?? button);
  }
}

/**
 * One finger and the bare wheel belong to the page, two fingers and Ctrl with the wheel to the map.
 * While the map fills the screen there is no page to scroll, and the map takes everything.
 * @param {import("./chart.js").Chart} chart
 */
export function shareGestures({ map, options: { texts }, fills, owns, find }) {
  const hint = find("hint");
  const view = map.getContainer();
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;

  /** @param {string} words */
  function say(words) {
    hint.textContent = words;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, HINT_MS);
  }

  view.addEventListener("pointerdown", (event) => {
    const takes = event.pointerType !== "touch" || owns();
    map.dragging[takes ? "enable" : "disable"]();
  }, true);
  view.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !owns()) {
      say(texts.touch);
    } else {
      hint.hidden = true;
    }
  }, { passive: true });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !fills()) {
      event.stopImmediatePropagation();
      say(texts.wheel);
    }
  }, { capture: true, passive: true });
}

/**
 * Does what a button above the map says.
 * @param {import("./chart.js").Chart} chart
 * @param {Stories} stories
 * @param {HTMLButtonElement} button
 * @returns {void}
 */
export function act(chart, stories, button) {
  const { map, animate } = chart;
  /** @type {Record<string, () => void>} */
  const acts = {
    in: () => map.zoomIn(1, { animate }),
    out: () => map.zoomOut(1, { animate }),
    all: () => {
      stories.close();
      chart.reset();
    },
    near: () => stories.near(button),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : chart.frame.requestFullscreen()),
  };
  acts[button.dataset.act]?.();
}

/**
 * Arrows pan while the view itself has the focus and go from mark to mark while one of them has it; plus and minus work
 * wherever the focus is inside.
 * @param {import("./chart.js").Chart} chart
 */
export function watchKeys({ map, frame, spots, animate }) {
  const view = map.getContainer();
  frame.addEventListener("keydown", (event) => {
    const from = spots.focused;
    const step = STEPS[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (step && from) {
      spots.button(inDirection(from, spots.marks, step)?.id)?.focus({ preventScroll: true });
    } else if (step && event.target === view) {
      map.panBy([step[0] * PAN_PX, step[1] * PAN_PX], { animate });
    } else if (event.key === "+" || event.key === "-") {
      map.setZoom(map.getZoom() + (event.key === "+" ? 1 : -1), { animate });
    } else if (event.key === "Escape" && from) {
      view.focus({ preventScroll: true });
    } else {
      return;
    }
    event.preventDefault();
  });
}

/**
 * The next one that way: what lies aside counts as twice as far, what lies more aside than ahead is another direction.
 * @template {{x?: number, y?: number}} Mark
 * @param {Mark} from
 * @param {Mark[]} marks
 * @param {Step} step
 * @returns {Mark | undefined}
 */
export function inDirection(from, marks, [stepX, stepY]) {
  const ahead = (/** @type {Mark} */ mark) => (mark.x - from.x) * stepX + (mark.y - from.y) * stepY;
  const aside = (/** @type {Mark} */ mark) => Math.abs((mark.x - from.x) * stepY) + Math.abs((mark.y - from.y) * stepX);
  const far = (/** @type {Mark} */ mark) => ahead(mark) + 2 * aside(mark);
  return marks.filter((mark) => mark !== from && ahead(mark) > 1 && aside(mark) <= 2 * ahead(mark)).sort((a, b) => far(a) - far(b))[0];
}

/** What is shown closer than regions, by the filters in force. */
export class Towns {
  /** @param {import("./chart.js").Chart} chart */
  constructor({ options, map, pen, words }) {
    this.options = options;
    this.map = map;
    this.pen = pen;
    this.words = words;
    /** @type {Partial<Record<"towns" | "pins", {bounds: Leaflet.Bounds, data: any}>>} */
    this.kept = {};
    this.query = "";
  }

  /**
   * Nothing fetched before holds once the filters have changed.
   * @param {string} query
   */
  use(query) {
    if (this.query !== query) {
      this.query = query;
      this.kept = {};
    }
    return this;
  }

  /**
   * @param {"towns" | "pins"} level
   * @returns {Promise<Mark[]>}
   */
  async marks(level) {
    const bounds = this.map.getBounds();
    const found = level === "pins" ? await this.within("pins", bounds) : null;
    return found?.complete ? this.pinMarks(found.pins) : this.townMarks((await this.within("towns", bounds)).towns);
  }

  /**
   * The stories of one town, by the filters in force; with a place among them the town's surroundings are sifted here.
   * @param {string} town
   * @param {Leaflet.Bounds} bounds
   * @returns {Promise<Example[]>}
   */
  async inTown(town, bounds) {
    const search = new URLSearchParams(this.query);
    const around = search.has("ort");
    if (!around) {
      search.set("ort", town);
    }
    const { pins } = await this.read("pins", search.toString(), around && bounds);
    return pins.filter((/** @type {Pin} */ pin) => pin.town === town).flatMap((/** @type {Pin} */ pin) => pin.examples);
  }

  /**
   * @param {"towns" | "pins"} kind
   * @param {Leaflet.Bounds} bounds
   */
  async within(kind, bounds) {
    const { kept } = this;
    if (!kept[kind]?.bounds.contains(bounds)) {
      const wide = bounds.pad(MARGIN);
      this.controller?.abort();
      this.controller = new AbortController();
      kept[kind] = { bounds: wide, data: await this.read(kind, this.query, wide, this.controller.signal) };
    }
    return kept[kind].data;
  }

  /**
   * @param {"towns" | "pins"} kind
   * @param {string} query
   * @param {Leaflet.Bounds | false} [bounds]
   * @param {AbortSignal} [signal]
   */
  async read(kind, query, bounds, signal) {
    const url = new URL(this.options[kind], document.baseURI);
    url.search = query;
    bounds && url.searchParams.set("bbox", bboxOf(bounds));
    const response = await fetch(url, { signal });
    if (!response.ok) {
      throw new Error(`${response.status} ${url}`);
    }
    return response.json();
  }

  /**
   * @param {Town[]} towns
   * @returns {Mark[]}
   */
  townMarks(towns) {
    return towns.map((town) => ({
      ...town,
      id: `town:${town.slug}`,
      kind: "town",
      at: [town.lat, town.lng],
      texts: this.wrap(town.name),
      spoken: this.spoken(town.film, this.words.named(town.name, town.count)),
      layer: "gemeinden",
      key: town.id,
    }));
  }

  /**
   * Towns stand for stories whose address is not known or not to be known.
   * @param {Pin[]} pins
   * @returns {Mark[]}
   */
  pinMarks(pins) {
    return pins.map(({ examples, place, town, precise, lat, lng }) => {
      const [first] = examples;
      const mark = { at: { lat, lng }, examples, name: place, slug: town, id: precise ? `spot:${lat},${lng}` : `town:${town}` };
      if (!precise || examples.length > 1) {
        return this.stack(mark, precise ? "spot" : "town");
      }
      const spoken = this.spoken(first.film, this.words.tell("pin", { title: first.title, place }));
      return { ...mark, id: `pin:${first.id}`, kind: "pin", pin: true, count: 1, topic: first.topic, film: first.film, texts: this.wrap(first.title), spoken };
    });
  }

  /**
   * @param {boolean} film
   * @param {string} spoken
   */
  spoken(film, spoken) {
    return film ? this.words.tell("film", { spoken }) : spoken;
  }

  /**
   * @param {Pick<Mark, "id" | "at" | "examples" | "name" | "slug">} mark
   * @param {"spot" | "town"} kind
   * @returns {Mark}
   */
  stack(mark, kind) {
    const count = mark.examples.length;
    const ideas = this.words.ideas(count);
    const isTown = kind === "town";
    const spoken = isTown ? this.words.named(mark.name, count) : this.words.tell("spot", { ideas, place: mark.name });
    return { ...mark, kind, count, pin: false, texts: isTown ? this.wrap(mark.name) : [[ideas]], spoken };
  }

  /**
   * Two that would cover each other become one.
   * @param {Mark} one
   * @param {Mark} other
   */
  join(one, other) {
    const mark = { ...one, examples: [...one.examples, ...other.examples] };
    return this.stack(mark, one.kind === "town" && one.slug === other.slug ? "town" : "spot");
  }

  /**
   * In one line, or in the two most even ones.
   * @param {string} name
   */
  wrap(name) {
    const aside = (/** @type {number} */ cut) => Math.abs(2 * cut - name.length);
    const [cut] = [...name.matchAll(/[ /–-]+(?=.)/g)].map(({ index, 0: gap }) => index + gap.length).sort((a, b) => aside(a) - aside(b));
    return [[name], cut && [name.slice(0, cut).trim(), name.slice(cut)]].filter((lines) => lines?.every((line) => this.pen.width(line) <= WIDEST));
  }
}
