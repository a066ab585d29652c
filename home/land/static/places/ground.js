// What lies under the marks of every Leaflet map: land, regions, Kreise, rivers; towns once the map is near enough.

/** @type {Partial<Record<LayerName, string>>} */
const KEYS = { regionen: "region", kreise: "kreis", gemeinden: "ags" };
/**
 * The layer of each kind of area the filters know.
 * @type {Record<string, LayerName>}
 */
export const LAYER_OF = { region: "regionen", kreis: "kreise", municipality: "gemeinden" };
const requests = new Map();

/**
 * GeoJSON from our own server, asked for once.
 * @param {string} url
 * @returns {Promise<GeoShapes>} rejected if it cannot be had; the next call asks again
 */
export function geometry(url) {
  if (!requests.has(url)) {
    const request = fetch(url).then((response) => response.json());
    requests.set(url, request);
    request.catch(() => requests.delete(url));
  }
  return requests.get(url);
}

/** The base map on a Leaflet map, as SVG paths with classes that the style sheets colour. */
export class Ground {
  /**
   * @param {Leaflet.Map} map
   * @param {Record<LayerName, string>} urls of the layers by their names
   * @param {(event: string, layer: LayerName, id: string) => void} [onShape] hears of the mouse on regions and towns
   */
  constructor(map, urls, onShape) {
    this.map = map;
    this.urls = urls;
    this.onShape = onShape;
    /** @type {Partial<Record<LayerName, Map<string, Leaflet.Layer>>>} */
    this.shapes = {};
    /** @type {Partial<Record<"on" | "chosen", {name: LayerName, id: string}>>} */
    this.lit = {};
    /** @type {Partial<Record<LayerName, Promise<Leaflet.Layer | void>>>} */
    this.drawn = {};
    for (const [index, name] of ["land", "gemeinden", "regionen", "kreise", "fluesse"].entries()) {
      map.createPane(name).style.zIndex = String(210 + index);
    }
    // The marks are on the screen first, which takes the browser up to three frames.
    this.painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    for (const name of /** @type {LayerName[]} */ (["land", "regionen", "kreise", "fluesse"])) {
      this.draw(name);
    }
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
   * Towns only where they can be told apart.
   * @param {boolean} wanted
   */
  async showTowns(wanted) {
    this.near = wanted;
    this.map.getContainer().classList.toggle("map-near", wanted);
    const layer = wanted || this.shapes.gemeinden ? await this.draw("gemeinden") : null;
    if (layer && this.near !== this.map.hasLayer(layer)) {
      this.near ? layer.addTo(this.map) : layer.remove();
      this.relight();
    }
  }

  /** Names and middles of the towns in view. */
  townsInView() {
    const view = this.map.getBounds();
    const all = [...(this.shapes.gemeinden?.values() ?? [])];
    return all.map((layer) => ({ at: layer.getBounds().getCenter(), name: layer.feature.properties.name })).filter(({ at }) => view.contains(at));
  }

  /**
   * @param {"on" | "chosen"} role under the mouse or in focus, or chosen by the filters
   * @param {LayerName} [name] nothing is lit without
   * @param {string} [id]
   */
  light(role, name, id) {
    this.lit[role] = { name, id };
    this.relight();
  }

  relight() {
    for (const element of this.map.getContainer().querySelectorAll(".ground-on, .ground-chosen")) {
      element.classList.remove("ground-on", "ground-chosen");
    }
    for (const [role, { name, id }] of Object.entries(this.lit)) {
      const element = this.shapes[name]?.get(id)?.getElement();
      element?.classList.add(`ground-${role}`);
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
