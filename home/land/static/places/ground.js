// What lies under the marks of every Leaflet map: land, relief, regions, Kreise, rivers, names; towns once it is near enough.

import { nameGround } from "./names.js";

/** @import {Box, GroundName, Named, Pen} from "./names.js" */

/** @type {Partial<Record<LayerName, string>>} */
const KEYS = { regionen: "region", kreise: "kreis", gemeinden: "ags" };
/**
 * The layer of each kind of area the filters know.
 * @type {Record<string, LayerName>}
 */
export const LAYER_OF = { region: "regionen", kreis: "kreise", municipality: "gemeinden" };
const PIN = `<svg viewBox="-17 -40 34 41" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><path d="M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z"/><circle r="6" cy="-22.6"/></svg>`;

/**
 * GeoJSON from our own server, which the browser keeps.
 * @param {string} url
 * @returns {Promise<GeoShapes>} rejected if it cannot be had
 */
export async function geometry(url) {
  return (await fetch(url)).json();
}

/** @type {Element | undefined} */
let drawing;

/**
 * The pin of every Leaflet map, as places/map_mark.html draws it without a script. Its tip stands 1 px above the lower
 * edge; colours and size come from the style sheets.
 * @param {string} className
 * @returns {Element}
 */
export function pinDrawing(className) {
  drawing ??= new DOMParser().parseFromString(PIN, "image/svg+xml").documentElement;
  const pin = document.importNode(drawing, true);
  pin.setAttribute("class", className);
  return pin;
}

/** The base map on a Leaflet map, as SVG paths with classes that the style sheets colour. */
export class Ground {
  /**
   * @param {Leaflet.Map} map
   * @param {Partial<Record<LayerName, string>>} urls of the layers by their names, as far as the Land has them
   * @param {Pen} pen
   * @param {(event: string, layer: LayerName, id: string) => void} [onShape] hears of the mouse on regions and towns
   */
  constructor(map, urls, pen, onShape) {
    this.map = map;
    this.urls = urls;
    this.pen = pen;
    this.onShape = onShape;
    /** @type {Partial<Record<LayerName, Map<string, Leaflet.Layer>>>} */
    this.shapes = {};
    /** @type {Partial<Record<"on" | "chosen", {name: LayerName, id: string}>>} */
    this.lit = {};
    /** @type {Partial<Record<LayerName, Promise<Leaflet.Layer | void>>>} */
    this.drawn = {};
    /** @type {(GroundName & {at?: any, zoom?: number})[]} */
    this.names = [];
    /** @type {[Box[], {name?: string}[]?, Named[]?]} */
    this.marked = [[]];
    for (const [index, name] of ["land", "relief", "gemeinden", "regionen", "kreise", "fluesse", "names"].entries()) {
      map.createPane(name).style.zIndex = String(210 + index);
    }
    this.box = map.getPane("names");
    this.box.setAttribute("aria-hidden", "true");
    map.on("zoomstart", () => this.box.replaceChildren());
    // The marks are on the screen first, which takes the browser up to three frames.
    this.painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    for (const name of /** @type {LayerName[]} */ (["land", "relief", "regionen", "kreise", "fluesse"])) {
      urls[name] && this.draw(name);
    }
    urls.namen && this.painted.then(() => this.readNames());
  }

  /** The names of towns, neighbours and rivers with the points where they may stand. */
  async readNames() {
    const { features } = await geometry(this.urls.namen);
    this.names = features.flatMap(({ properties: { names, angles = [], ...rest }, geometry: { coordinates } }) => names.map((name, index) => ({ ...rest, name, angle: angles[index], at: [...coordinates[index]].reverse() })));
    this.name(...this.marked);
  }

  /**
   * Writes the names of the ground for the view as it is, as many as the marks leave room for.
   * @param {Box[]} taken by the marks and their names
   * @param {{name?: string}[]} [said] has its name from a mark
   * @param {Named[]} [dots] what found no room as a mark
   */
  name(taken, said = [], dots = []) {
    const { map } = this;
    this.marked = [taken, said, dots];
    const origin = map.containerPointToLayerPoint([0, 0]);
    const put = (/** @type {string} */ kind, /** @type {{x?: number, y?: number}} */ { x, y }, textContent = "", angle = 0) => Object.assign(document.createElement("span"), {
      className: `ground-name ground-${kind}`, textContent, style: `translate: ${x + origin.x}px ${y + origin.y}px; rotate: ${angle}rad`,
    });
    const zoom = map.getZoom();
    const names = this.names.filter((name) => !(name.zoom > zoom || said.some((mark) => mark.name === name.name)));
    // Coming closer and moving aside keep what is there.
    const isAway = zoom < this.zoom;
    this.zoom = zoom;
    names.forEach((name) => Object.assign(name, map.latLngToContainerPoint(name.at), isAway && { label: null }));
    this.box.replaceChildren(
      ...nameGround(names, map.getSize(), this.pen, taken).flatMap((name) => [put(name.kind, name.label, name.name, name.angle), name.kind === "town" ? put("point", name) : ""]),
      ...dots.map((dot) => put("dot", dot)),
    );
  }

  /**
   * Resolves once the layer is on the map, or cannot be.
   * @param {LayerName} name
   */
  draw(name) {
    return (this.drawn[name] ??= Promise.all([geometry(this.urls[name]), this.painted]).then(([data]) => this.put(name, data), () => { delete this.drawn[name]; }));
  }

  /**
   * @param {LayerName} name
   * @param {GeoShapes} data
   */
  put(name, data) {
    const { L } = window;
    const shapes = (this.shapes[name] = new Map());
    return L.geoJSON(data, {
      pane: name,
      renderer: L.svg({ pane: name, padding: 0.3 }),
      interactive: Boolean(this.onShape) && (name === "regionen" || name === "gemeinden"),
      style: ({ properties }) => ({ className: `ground ground-${name}${properties.rank === 1 ? " ground-main" : ""}` }),
      onEachFeature: ({ properties }, layer) => {
        const id = String(properties[KEYS[name]]);
        shapes.set(id, layer);
        layer.on("click mouseover mouseout", ({ type }) => this.onShape?.(type, name, id));
      },
    }).addTo(this.map);
  }

  /**
   * Towns only where they can be told apart; the style sheets hide them elsewhere.
   * @param {boolean} wanted
   */
  showTowns(wanted) {
    this.map.getContainer().classList.toggle("map-near", wanted);
    wanted && this.draw("gemeinden");
  }

  /**
   * @param {"on" | "chosen"} role under the mouse or in focus, or chosen by the filters
   * @param {LayerName} [name] nothing is lit without
   * @param {string} [id]
   */
  light(role, name, id) {
    this.lit[role] = { name, id };
    this.map.getContainer().querySelectorAll(".ground").forEach((element) => element.classList.remove("ground-on", "ground-chosen"));
    for (const [as, lit] of Object.entries(this.lit)) {
      const element = this.shapes[lit.name]?.get(lit.id)?.getElement();
      element?.classList.add(`ground-${as}`);
      // Moving it once more would swallow the click on it.
      element?.nextSibling && element.parentNode.append(element);
    }
  }

  /**
   * @param {LayerName} name
   * @param {string} id
   * @returns {Leaflet.Bounds | undefined} undefined as long as the shape is not on the map
   */
  bounds(name, id) {
    return this.shapes[name]?.get(id)?.getBounds();
  }
}
