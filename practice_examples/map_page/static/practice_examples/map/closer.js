// What comes with the first touch or the first look closer: towns and single stories, the panel over the map, fingers,
// wheel and keys.

import { bboxOf, pinned, placeNames } from "./marks.js";

// What has been fetched for one part of the map is used until the map leaves it.
const MARGIN = 0.3;
const WIDEST = 170;
const MOST_NAMES = 30;
const LISTED = 8;
const NEAR_KM = 1.5;
const FAR_KM = 60;
const TOWN_VIEW = 10;
const PAD = 12;
const HINT_MS = 1400;

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children.filter(Boolean));
  return made;
}

export class Towns {
  constructor({ options, map, pen, words, ground }) {
    Object.assign(this, { options, map, pen, words, ground });
    this.box = map.createPane("backdrop");
    this.box.setAttribute("aria-hidden", "true");
    map.on("zoomstart", () => this.box.replaceChildren());
  }

  // The filters have changed: nothing fetched before holds.
  use(query) {
    if (this.query !== query) {
      this.query = query;
      this.kept = {};
    }
    return this;
  }

  async marks(level) {
    const bounds = this.map.getBounds();
    const found = level === "pins" ? await this.within("pins", bounds) : null;
    return found?.complete ? this.pinMarks(found.pins) : this.townMarks((await this.within("towns", bounds)).towns);
  }

  // The stories of one town, by the filters in force; with a place among them the town's surroundings are sifted here.
  async inTown(town, bounds) {
    const search = new URLSearchParams(this.query);
    const around = search.has("ort");
    if (!around) {
      search.set("ort", town);
    }
    const { pins } = await this.read("pins", search.toString(), around && bounds);
    return pins.filter((pin) => pin.town === town).flatMap((pin) => pin.examples);
  }

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

  townMarks(towns) {
    return towns.map((town) => ({
      ...town,
      id: `town:${town.slug}`,
      kind: "town",
      at: [town.lat, town.lng],
      texts: this.wrap(town.name),
      spoken: this.words.named(town.name, town.count),
      layer: "gemeinden",
      key: town.id,
    }));
  }

  // Towns stand for stories whose address is not known or not to be known.
  pinMarks(pins) {
    return pins.map(({ examples, place, town, precise, lat, lng }) => {
      const [first] = examples;
      const mark = { at: [lat, lng], examples, name: place, slug: town, id: precise ? `spot:${lat},${lng}` : `town:${town}` };
      if (!precise || examples.length > 1) {
        return this.stack(mark, precise ? "spot" : "town");
      }
      const spoken = this.words.tell("pin", { title: first.title, place });
      return { ...mark, id: `pin:${first.id}`, kind: "pin", pin: true, count: 1, texts: this.wrap(first.title), spoken };
    });
  }

  stack(mark, kind) {
    const count = mark.examples.length;
    const ideas = this.words.ideas(count);
    const isTown = kind === "town";
    const spoken = isTown ? this.words.named(mark.name, count) : this.words.tell("spot", { ideas, place: mark.name });
    return { ...mark, kind, count, pin: false, texts: isTown ? this.wrap(mark.name) : [[ideas]], spoken };
  }

  // Two that would cover each other become one.
  join(one, other) {
    const mark = { ...one, examples: [...one.examples, ...other.examples] };
    return this.stack(mark, one.kind === "town" && one.slug === other.slug ? "town" : "spot");
  }

  // In one line, or in the two most even ones.
  wrap(name) {
    const width = (lines) => Math.max(...lines.map(this.pen.width));
    const cuts = [...name.matchAll(/[ /–-]+/g)].map(({ index, 0: cut }) => index + cut.length);
    const halves = cuts.map((cut) => [name.slice(0, cut).trim(), name.slice(cut).trim()]).filter(([, second]) => second);
    const [best] = halves.sort((a, b) => width(a) - width(b));
    return [[name], best].filter((lines) => lines && width(lines) <= WIDEST);
  }

  // Names and middles of the towns in view.
  names() {
    const view = this.map.getBounds();
    const all = [...(this.ground.shapes.gemeinden?.values() ?? [])];
    return all.map((layer) => ({ at: layer.getBounds().getCenter(), name: layer.feature.properties.name })).filter(({ at }) => view.contains(at));
  }

  // Between ground and marks: dots for what found no room, and names of other towns to find one's way by.
  show(marks, dots, taken, named) {
    const shown = new Set([...marks, ...dots].map((mark) => mark.kind === "town" && mark.name));
    const names = named ? this.names().filter(({ name }) => !shown.has(name)) : [];
    for (const name of names) {
      const { x, y } = this.map.latLngToContainerPoint(name.at);
      Object.assign(name, { x, y, texts: [[name.name]], sides: ["c"], box: { left: x, top: y, right: x, bottom: y } });
    }
    placeNames(names, this.map.getSize(), this.pen, taken);
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    const put = (made, x, y) => {
      Object.assign(made.style, { left: `${x + origin.x}px`, top: `${y + origin.y}px` });
      return made;
    };
    this.box.replaceChildren(
      ...names.filter(({ label }) => label).slice(0, MOST_NAMES).map(({ name, label }) => put(element("span", "ground-name", name), label.left, label.top)),
      ...dots.map(({ x, y }) => put(element("span", "ground-dot"), x, y)),
    );
  }
}

function position() {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(({ coords }) => resolve(window.L.latLng(coords.latitude, coords.longitude)), reject, { timeout: 12_000, maximumAge: 300_000 });
  });
}

export class Stories {
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

  // Shows what `load` promises; a late answer does not fill a panel that shows something else by now.
  async open(title, waiting, goBack, load) {
    const opening = {};
    Object.assign(this, { opening, goBack });
    this.box.hidden = false;
    this.title.textContent = title;
    this.body.replaceChildren(element("p", "muted", waiting));
    this.title.focus({ preventScroll: true });
    const content = await load().catch(() => [element("p", "", this.words.tell("failed"))]);
    if (this.opening === opening) {
      this.body.replaceChildren(...content.filter(Boolean));
      this.body.scrollTop = 0;
      this.uncover(goBack());
    }
  }

  // The mark that has been opened moves up from under the panel, if there is room above.
  uncover(mark) {
    const { map } = this.chart;
    const at = mark.getBoundingClientRect();
    const up = at.bottom + PAD - this.box.getBoundingClientRect().top;
    if (mark.matches(".spot") && up > 0 && at.top - up > map.getContainer().getBoundingClientRect().top) {
      this.chart.quietly(() => map.panBy([0, up], { animate: this.chart.animate }));
    }
  }

  close(returnFocus = true) {
    const inside = this.box.contains(document.activeElement);
    this.box.hidden = true;
    this.opening = null;
    if (returnFocus && inside) {
      this.goBack().focus({ preventScroll: true });
    }
  }

  show(mark) {
    const { chart, words } = this;
    const title = mark.count === 1 ? mark.name : mark.spoken;
    const goBack = () => chart.spots.button(mark.id) ?? chart.map.getContainer();
    this.open(title, words.tell("loading"), goBack, async () => {
      const around = () => chart.ground.bounds("gemeinden", mark.key) ?? window.L.latLng(mark.at).toBounds(30_000);
      const examples = mark.examples ?? (await (await chart.towns()).inTown(mark.slug, around()));
      return examples.length === 1 ? [this.card(examples[0])] : [this.list(mark, examples), this.ways(mark)];
    });
  }

  link(href, text) {
    const { target } = this.chart.options;
    return Object.assign(element("a", "", text), { href }, target && { target });
  }

  list(mark, examples) {
    const shown = mark.kind === "town" ? examples.slice(0, LISTED) : examples;
    const list = element("ul", "", ...shown.map((example) => element("li", "", this.link(example.url, example.title))));
    list.setAttribute("role", "list");
    return list;
  }

  card(example) {
    const picture = example.image && Object.assign(element("img", ""), { src: example.image, alt: "", width: 400, height: 300 });
    return element("article", "map-card", picture, element("h4", "", this.link(example.url, example.title)), element("p", "", example.summary));
  }

  // On from the list of a town: to the page's list of it, and closer on the map.
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

  // The position is compared with the list of all towns here in the browser. The view is the town's, so that nothing
  // more precise stands in the address or in a request.
  near(button) {
    const { chart, words } = this;
    this.open(button.textContent, words.tell("searching"), () => button, async () => {
      const here = await position().catch(() => null);
      if (!here) {
        return [element("p", "", words.tell("denied"))];
      }
      const { towns } = await (await chart.towns()).read("towns", "");
      const [first] = towns.map((town) => ({ town, km: here.distanceTo(town) / 1000 })).sort((a, b) => a.km - b.km);
      if (!first || first.km > FAR_KM) {
        return [element("p", "", words.tell("faraway"))];
      }
      const { town, km } = first;
      this.you?.remove();
      this.you = pinned(Object.assign(element("span", "spot-you"), { title: words.tell("you") }), here).addTo(chart.map);
      chart.map.setView(town, TOWN_VIEW, { animate: chart.animate });
      const place = words.named(town.name, town.count);
      return [
        element("p", "", element("b", "", words.tell(km < NEAR_KM ? "nearest" : "nearestFar", { place, km: Math.round(km) }))),
        element("p", "", chart.filterLink({ ort: town.slug, umkreis: 25 }, words.tell("nearestList", { place: town.name }), "more")),
        element("p", "small muted", words.tell("stays")),
      ];
    });
  }
}

// One finger and the bare wheel belong to the page, two fingers and Ctrl with the wheel to the map.
// While the map fills the screen there is no page to scroll, and the map takes everything.
export function shareGestures({ map, options: { texts }, fills, find }) {
  const hint = find("hint");
  const view = map.getContainer();
  let timer;

  function say(words) {
    hint.textContent = words;
    hint.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { hint.hidden = true; }, HINT_MS);
  }

  view.addEventListener("pointerdown", (event) => {
    const takes = event.pointerType !== "touch" || fills();
    map.dragging[takes ? "enable" : "disable"]();
  }, true);
  view.addEventListener("touchmove", (event) => {
    if (event.touches.length === 1 && !fills()) {
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

// What the buttons above the map do.
export async function act(chart, button) {
  const { map, animate } = chart;
  const acts = {
    in: () => map.zoomIn(1, { animate }),
    out: () => map.zoomOut(1, { animate }),
    all: () => reset(chart),
    near: async () => (await chart.handle()).near(button),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : chart.frame.requestFullscreen()),
  };
  acts[button.dataset.act]?.();
}

function reset(chart) {
  chart.panel?.close();
  chart.withdraw();
  chart.note("");
  chart.speak = true;
  chart.fitLand(chart.animate);
}

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const PAN_PX = 90;

// Arrows pan while the view itself has the focus and go from mark to mark while one of them has it; plus and minus work
// wherever the focus is inside.
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
      map.panBy(step.map((part) => part * PAN_PX), { animate });
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

// The next one that way: what lies aside counts as twice as far, what lies more aside than ahead is another direction.
function inDirection(from, marks, [stepX, stepY]) {
  const ahead = (mark) => (mark.x - from.x) * stepX + (mark.y - from.y) * stepY;
  const aside = (mark) => Math.abs((mark.x - from.x) * stepY) + Math.abs((mark.y - from.y) * stepX);
  const far = (mark) => ahead(mark) + 2 * aside(mark);
  return marks.filter((mark) => mark !== from && ahead(mark) > 1 && aside(mark) <= 2 * ahead(mark)).sort((a, b) => far(a) - far(b))[0];
}
