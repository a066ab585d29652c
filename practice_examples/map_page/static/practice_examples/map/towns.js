// Towns and single stories, fetched for the part of the map that shows them, as marks with a name and spoken words.

import { bboxOf } from "./marks.js";

/** @import {Example, Mark, Pin, Town} from "./marks.js" */

// What has been fetched for one part of the map is used until the map leaves it.
const MARGIN = 0.3;
const WIDEST = 170;

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
    const aside = (/** @type {number} */ cut) => Math.abs(2 * cut - name.length);
    const [cut] = [...name.matchAll(/[ /–-]+(?=.)/g)].map(({ index, 0: gap }) => index + gap.length).sort((a, b) => aside(a) - aside(b));
    return [[name], cut && [name.slice(0, cut).trim(), name.slice(cut)]].filter((lines) => lines?.every((line) => this.pen.width(line) <= WIDEST));
  }
}
