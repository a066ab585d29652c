// The moving map: regions far out, towns closer, single stories close. The list beside it is the page; this follows it.
// Its view and what is open on it are kept in the address: steps.js.

import { announce } from "../../site/js/announce.js";
import { Ground, LAYER_OF, penLike, pinDrawing, placeNames } from "../../places/ground.js";
import { note, readView, seen, step, writeView } from "../steps.js";
import { arrange, bboxOf, element, pinned, regionMarks, Spots, Words } from "./marks.js";

/** @import {MapData, Mark} from "./marks.js" */

const PIN_ZOOM = 11;
const ZOOM_STEP = 0.0625;
const ANNOUNCE_MS = 800;
const LEAST_LAND = 535;

const stored = (/** @type {string} */ id) => JSON.parse(document.getElementById(id).textContent);

/**
 * The part of the map that the filters mean, #map-area: a frame, or a place and the kilometres around it, or a shape of the ground.
 * @typedef {Partial<LatLng> & {bounds?: GroundOptions["bounds"], kind?: string, id?: string, km?: number}} Area
 *
 * What stays the same on every page: #map-options.
 * @typedef {GroundOptions & {leaflet: string, towns: string, pins: string, near: string, attribution: string, target: string, texts: Record<string, any>}} MapOptions
 */

/** The map in its frame: what is in view, as marks. What opens where a mark is clicked is not its matter. */
export class Chart {
  /**
   * @param {HTMLElement} frame
   * @param {MapOptions} options
   * @param {{fills: () => boolean, owns: () => boolean, towns: (chart: Chart) => Promise<import("./stories.js").Towns>, open: (mark: Mark | null, again?: boolean) => void}} parts whether the map fills the screen; whether one finger is for it; the marks closer than regions; what to do with a mark that is opened, perhaps not for the first time, or with none
   */
  constructor(frame, options, { fills, owns, towns, open }) {
    const { L } = window;
    this.frame = frame;
    this.options = options;
    this.fills = fills;
    this.owns = owns;
    this.loadTowns = towns;
    this.openStories = open;
    this.find = (/** @type {string} */ name) => frame.querySelector(`[data-map-${name}]`);
    this.words = new Words(options.texts);
    this.animate = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const view = this.find("view");
    this.find("still").hidden = true;
    view.hidden = false;
    this.land = L.latLngBounds(options.bounds);
    this.map = L.map(view, {
      attributionControl: false, zoomControl: false, keyboard: false, boxZoom: false, dragging: false, fadeAnimation: false,
      zoomAnimation: this.animate, inertia: this.animate, zoomSnap: ZOOM_STEP, minZoom: 5.5, maxZoom: 15, maxBounds: this.land.pad(0.6),
    });
    this.pen = penLike(view);
    this.spots = new Spots(this.map, {
      open: (mark) => this.open(mark),
      light: (mark) => this.ground.light("on", mark?.layer, mark?.key),
    });
    this.read();
    const cameBack = this.comeBack();
    cameBack || this.fitLand();
    this.ground = new Ground(this.map, options.layers, this.pen, (event, name, id) => this.onShape(event, name, id));
    this.again = true;
    this.draw();
    if (options.tiles) {
      L.tileLayer(options.tiles, { maxZoom: 19 }).addTo(this.map);
      frame.classList.add("map-tiled");
    }
    this.listen();
    this.follow(!cameBack);
  }

  listen() {
    this.map.on("moveend", () => this.moved());
    document.addEventListener("filters:changed", () => this.refilter());
    addEventListener("popstate", () => location.search === this.search && seen() && this.restore());
    const item = (/** @type {Event} */ event) => event.target.closest?.("#liste [data-lat]");
    document.addEventListener("focusin", (event) => this.point(item(event), true));
    document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.point(item(event)));
    new ResizeObserver(() => this.resize()).observe(this.map.getContainer());
  }

  read() {
    this.search = location.search;
    /** @type {MapData} */
    this.data = stored("map-data");
    /** @type {Area} */
    this.area = stored("map-area");
  }

  /**
   * The filters in force with some parameters changed; null takes one away.
   * @param {Record<string, string | number | null>} changes
   */
  address(changes) {
    const search = new URLSearchParams(this.data.query);
    for (const [name, value] of Object.entries(changes)) {
      value === null ? search.delete(name) : search.set(name, String(value));
    }
    return `?${search}`;
  }

  /**
   * @param {Record<string, string | number | null>} changes
   * @param {string} text
   * @param {string} className
   * @returns {HTMLAnchorElement}
   */
  filterLink(changes, text, className) {
    const link = element("a", className, text);
    link.href = this.address(changes);
    link.dataset.filterLink = "";
    return link;
  }

  comeBack() {
    const { karte, offen } = seen() ?? {};
    const view = readView(karte);
    const known = view && this.land.contains(view);
    // What was opened on a small map is not lost among the regions of a large one.
    known && this.quietly(() => this.map.setView(view, offen ? Math.max(view.zoom, this.townZoom) : view.zoom, { animate: false }));
    return known;
  }

  // What the address says has been seen before, or is shared.
  async restore() {
    this.comeBack() || await this.follow(true, true);
    this.again = true;
    this.draw();
  }

  reopen() {
    this.told = this.level;
    const mark = this.all.find(({ id }) => id === seen()?.offen);
    if (mark || !this.find("panel").hidden) {
      this.openStories(mark, true);
    }
  }

  get townZoom() {
    return Math.max(8.25, this.map.getBoundsZoom(this.land) + 0.75);
  }

  get level() {
    const zoom = this.map.getZoom();
    return zoom >= PIN_ZOOM ? "pins" : zoom >= this.townZoom ? "towns" : "regions";
  }

  /**
   * Shows it without what the buttons, or the end of the screen before anybody scrolls, would hide.
   * @param {Leaflet.Bounds} bounds
   * @param {{animate?: boolean, maxZoom?: number}} [how]
   */
  fit(bounds, how) {
    const [view, bar] = [this.map.getContainer(), this.find("bar")].map((part) => part.getBoundingClientRect());
    const above = bar.top - view.top < view.bottom - bar.bottom;
    // Names need a land of some size more than to be seen at once.
    const spare = view.height - Math.min(view.width, LEAST_LAND);
    const room = (/** @type {number} */ wanted, /** @type {number} */ most) => Math.max(6, Math.min(wanted, most));
    const over = above ? room(bar.height, spare - 6) : 6;
    const under = room(above ? view.bottom + scrollY - innerHeight : bar.height, spare - over);
    this.quietly(() => this.map.fitBounds(bounds, { animate: false, paddingTopLeft: [6, over], paddingBottomRight: [6, under], ...how }));
  }

  fitLand(animate = false) {
    this.fit(this.land, { animate });
  }

  /**
   * Moves the map without taking it for the visitor's own doing.
   * @param {() => void} move
   */
  quietly(move) {
    this.quiet = this.within = true;
    // May cut short what is under way, which ends first; what is animated begins with the next frame, and ends later.
    move();
    requestAnimationFrame(() => {
      this.within = false;
      this.quiet = this.map.getPane("mapPane").matches("[class*=-anim]");
    });
  }

  moved() {
    this.speak ||= !this.quiet;
    this.draw();
    // What is offered is what is in view, whoever has moved it there.
    if (!this.quiet || !this.find("offer").hidden) {
      // Closer and farther are steps, some way aside is none.
      (this.quiet || this.level === this.told ? note : step)({ karte: writeView(this.map.getCenter(), this.map.getZoom()) });
      this.offer();
    }
    this.told = this.level;
    this.quiet = this.within;
  }

  offer() {
    const bbox = bboxOf(this.map.getBounds());
    this.withdraw();
    this.find("offer").href = this.address({ bbox });
    this.find("offer").hidden = false;
    document.querySelector("#liste .result-line")?.append(element("p", "map-offer-line", this.filterLink({ bbox }, this.words.tell("onlyHere"), "chip")));
  }

  withdraw() {
    const [offer, line] = [this.find("offer"), document.querySelector(".map-offer-line")];
    // Who has taken the offer goes on where it led.
    if ([offer, line].some((part) => part?.contains(document.activeElement))) {
      document.getElementById("liste-titel").focus({ preventScroll: true });
    }
    offer.hidden = true;
    line?.remove();
  }

  async draw() {
    const { level } = this;
    const turn = {};
    this.turn = turn;
    this.ground.showTowns(level !== "regions");
    try {
      const marks = level === "regions" ? regionMarks(this.data.regions, this.words) : await (await this.towns()).marks(level);
      if (this.turn === turn) {
        this.put(marks);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.find("count").textContent = this.words.tell("failed");
      }
    }
  }

  async towns() {
    this.near = await this.loadTowns(this);
    return this.near.use(this.data.query);
  }

  /** @param {Mark[]} marks */
  put(marks) {
    const { map, words } = this;
    this.all = marks;
    const { kept, dots, total } = arrange(marks, map, (one, other) => this.near.join(one, other));
    // No name is to be read under the buttons over the map.
    const [view, ...bar] = [this.map.getContainer(), ...this.find("bar").children].map((part) => part.getBoundingClientRect());
    const taken = placeNames(kept, map.getSize(), this.pen, bar.map(({ x, y, width, height }) => new DOMRect(x - view.x, y - view.y, width, height)));
    this.spots.show(kept);
    this.ground.name(taken, [...kept, ...dots].filter(({ pin }) => !pin), dots);
    const said = words.tell("inView", { ideas: words.ideas(total) }) + (dots.length ? ` · ${words.count("hiddenTowns", dots.length)}` : "");
    this.find("count").textContent = said;
    if (this.again) {
      this.again = false;
      this.reopen();
    }
    clearTimeout(this.speaking);
    if (this.speak) {
      this.speaking = setTimeout(() => {
        this.speak = false;
        announce(said);
      }, ANNOUNCE_MS);
    }
  }

  /** @param {Mark} mark */
  open(mark) {
    mark.kind === "region" ? this.closer(mark) : this.openStories(mark);
  }

  // Back to all of the land, which is said like everything visitors do.
  reset() {
    this.withdraw();
    step({ karte: "", offen: "" });
    this.speak = true;
    this.fitLand(this.animate);
  }

  /** @param {Mark} mark */
  async closer({ kind, layer, key, at }) {
    // Its middle is that of its area, which may still be on its way.
    kind === "region" && await this.ground.draw(layer);
    const bounds = this.ground.bounds(layer, key) ?? window.L.latLngBounds([at]);
    // A region leads to its towns, however large the map; only a town leads to its stories.
    const [least, most] = kind === "region" ? [this.townZoom, PIN_ZOOM - ZOOM_STEP] : [PIN_ZOOM, PIN_ZOOM + 1];
    this.map.setView(bounds.getCenter(), Math.min(Math.max(least, this.map.getBoundsZoom(bounds)), most), { animate: this.animate });
  }

  /**
   * @param {string} event
   * @param {LayerName} name
   * @param {string} id
   */
  onShape(event, name, id) {
    if (name !== (this.level === "regions" ? "regionen" : "gemeinden")) {
      return;
    }
    if (event === "click") {
      const mark = this.spots.marks.find((some) => some.layer === name && some.key === id);
      mark && this.open(mark);
    } else {
      this.ground.light("on", name, event === "mouseover" ? id : "");
    }
  }

  /**
   * A card of the list shows where it belongs: a pin, and the map follows it if the focus is there.
   * @param {HTMLElement | null} item
   */
  point(item, follow = false) {
    this.pointed?.remove();
    if (!item) {
      return;
    }
    const at = { lat: Number(item.dataset.lat), lng: Number(item.dataset.lng) };
    this.pointed = pinned(element("span", "spot-here", pinDrawing("spot-pin")), at).addTo(this.map);
    if (follow && !this.map.getBounds().pad(-0.08).contains(at)) {
      this.quietly(() => this.map.panTo(at, { animate: this.animate }));
    }
  }

  refilter() {
    const before = this.area;
    this.withdraw();
    this.read();
    if (seen()?.karte) {
      this.follow(false);
      this.restore();
      return;
    }
    this.follow(!this.area.bounds && Boolean(this.area.kind || before.kind || before.bounds));
    this.again = true;
    this.draw();
  }

  /**
   * Colours the area the filters mean.
   * @param {boolean} frame and brings it into view
   * @param {boolean} [whole] all of the land too, however it is seen
   */
  async follow(frame, whole) {
    const { area, ground } = this;
    const { L } = window;
    this.circle?.remove();
    const layer = area.km ? undefined : LAYER_OF[area.kind];
    let bounds = area.bounds ? L.latLngBounds(area.bounds) : this.land;
    if (area.km) {
      this.circle = L.circle(/** @type {LatLng} */ (area), { radius: area.km * 1000, className: "ground-radius", interactive: false, pane: "kreise" }).addTo(this.map);
      bounds = this.circle.getBounds();
    } else if (layer) {
      await ground.draw(layer);
      bounds = ground.bounds(layer, area.id) ?? bounds;
    } else if (area.lat) {
      bounds = L.latLng(/** @type {LatLng} */ (area)).toBounds(40_000);
    }
    if (area !== this.area) {
      return;
    }
    ground.light("chosen", layer, area.id);
    if (frame && (bounds !== this.land || whole || this.map.getZoom() > this.townZoom)) {
      // A region leads to its towns, however large the map.
      this.fit(bounds, { maxZoom: layer === "regionen" ? PIN_ZOOM - ZOOM_STEP : 12 });
    }
  }

  resize() {
    const { clientWidth, clientHeight } = this.map.getContainer();
    // An observer tells first of all what is known already, and on paper there is another map.
    if (!clientHeight || this.map.getSize().equals([clientWidth, clientHeight])) {
      return;
    }
    const whole = this.map.getBounds().contains(this.land);
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
    whole && this.fitLand();
    this.draw();
  }
}
