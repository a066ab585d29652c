// Towns and single stories, fetched for the part of the map that shows them, as marks with a name and spoken words.

import { bboxOf, element, placeNames } from "./marks.js";

/** @import {Example, Mark, Named, Pin, Town} from "./marks.js" */

// What has been fetched for one part of the map is used until the map leaves it.
const MARGIN = 0.3;
const WIDEST = 170;
const MOST_NAMES = 30;

/** What is shown closer than regions, by the filters in force. */
export class Towns {
  /** @param {import("./chart.js").Chart} chart */
  constructor({ options, map, pen, words, ground }) {
    this.options = options;
    this.map = map;
    this.pen = pen;
    this.words = words;
    this.ground = ground;
    /** @type {Partial<Record<"towns" | "pins", {bounds: Leaflet.Bounds, data: any}>>} */
    this.kept = {};
    this.query = "";
    this.box = map.createPane("backdrop");
    this.box.setAttribute("aria-hidden", "true");
    map.on("zoomstart", () => this.box.replaceChildren());
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
      spoken: this.words.named(town.name, town.count),
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
      const spoken = this.words.tell("pin", { title: first.title, place });
      return { ...mark, id: `pin:${first.id}`, kind: "pin", pin: true, count: 1, texts: this.wrap(first.title), spoken };
    });
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
    const width = (/** @type {string[]} */ lines) => Math.max(...lines.map(this.pen.width));
    const cuts = [...name.matchAll(/[ /–-]+/g)].map(({ index, 0: cut }) => index + cut.length);
    const halves = cuts.map((cut) => [name.slice(0, cut).trim(), name.slice(cut).trim()]).filter(([, second]) => second);
    const [best] = halves.sort((a, b) => width(a) - width(b));
    return [[name], best].filter((lines) => lines && width(lines) <= WIDEST);
  }

  /**
   * Between ground and marks: dots for what found no room, and names of other towns to find one's way by.
   * @param {Mark[]} marks
   * @param {Mark[]} dots
   * @param {import("./marks.js").Box[]} taken
   * @param {boolean} named
   */
  show(marks, dots, taken, named) {
    const shown = new Set([...marks, ...dots].map((mark) => mark.kind === "town" && mark.name));
    /** @type {(Named & {name: string, at: LatLng})[]} */
    const names = named ? this.ground.townsInView().filter(({ name }) => !shown.has(name)) : [];
    for (const name of names) {
      const { x, y } = this.map.latLngToContainerPoint(name.at);
      Object.assign(name, { x, y, texts: [[name.name]], sides: ["c"], box: { left: x, top: y, right: x, bottom: y } });
    }
    placeNames(names, this.map.getSize(), this.pen, taken);
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    const put = (/** @type {HTMLElement} */ made, /** @type {number} */ x, /** @type {number} */ y) => {
      Object.assign(made.style, { left: `${x + origin.x}px`, top: `${y + origin.y}px` });
      return made;
    };
    this.box.replaceChildren(
      ...names.filter(({ label }) => label).slice(0, MOST_NAMES).map(({ name, label }) => put(element("span", "ground-name", name), label.left, label.top)),
      ...dots.map(({ x, y }) => put(element("span", "ground-dot"), x, y)),
    );
  }
}
