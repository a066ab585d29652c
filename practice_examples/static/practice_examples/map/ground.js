// What lies under the marks: land, regions, rivers; towns once the map is near enough.

import { placeNames } from "./marks.js";

const requests = new Map();
const KEYS = { regionen: "region", kreise: "kreis", gemeinden: "ags" };
export const LAYER_OF = { region: "regionen", kreis: "kreise", municipality: "gemeinden" };

function geometry(url) {
  if (!requests.has(url)) {
    const request = fetch(url).then((response) => response.json());
    request.catch(() => requests.delete(url));
    requests.set(url, request);
  }
  return requests.get(url);
}

export class Ground {
  constructor(map, urls, onShape) {
    this.map = map;
    this.urls = urls;
    this.onShape = onShape;
    this.layers = {};
    this.shapes = {};
    this.lit = {};
    for (const [index, name] of ["land", "gemeinden", "regionen", "kreise", "fluesse"].entries()) {
      map.createPane(name).style.zIndex = String(210 + index);
    }
    this.ready = Promise.all(["land", "regionen", "fluesse"].map((name) => this.draw(name)));
  }

  // Resolves once the layer is on the map.
  draw(name) {
    this.layers[name] ??= geometry(this.urls[name]).then((data) => this.put(name, data));
    this.layers[name].catch(() => { this.layers[name] = undefined; });
    return this.layers[name];
  }

  put(name, data) {
    const { L } = window;
    const key = KEYS[name];
    this.shapes[name] = new Map();
    const renderer = L.svg({ pane: name, padding: 0.3 });
    return L.geoJSON(data, {
      pane: name,
      renderer,
      interactive: name === "regionen" || name === "gemeinden",
      style: ({ properties }) => ({ className: `ground ground-${name}${properties.rank === 1 ? " ground-main" : ""}` }),
      onEachFeature: (feature, layer) => {
        const id = feature.properties[key];
        this.shapes[name].set(id, layer);
        for (const event of ["click", "mouseover", "mouseout"]) {
          layer.on(event, () => this.onShape(event, name, id));
        }
      },
    }).addTo(this.map);
  }

  // Towns only where they can be told apart; regions take the mouse only where towns do not.
  async showTowns(wanted) {
    this.wanted = wanted;
    this.map.getContainer().classList.toggle("map-near", wanted);
    if (wanted) {
      await this.draw("gemeinden");
    }
    const layer = await this.layers.gemeinden;
    if (layer && this.wanted !== this.map.hasLayer(layer)) {
      this.wanted ? layer.addTo(this.map) : layer.remove();
      this.relight();
    }
  }

  // `role` is "on" (under the mouse or in focus) or "chosen" (by the filters).
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
      element?.parentNode.append(element);
    }
  }

  bounds(name, id) {
    return this.shapes[name]?.get(id)?.getBounds();
  }

  // The names of towns in view, for those who look for their way.
  names() {
    const view = this.map.getBounds();
    return [...(this.shapes.gemeinden?.values() ?? [])]
      .map((layer) => ({ at: layer.getBounds().getCenter(), name: layer.feature.properties.name, id: layer.feature.properties.ags }))
      .filter(({ at }) => view.contains(at));
  }
}

const MOST_NAMES = 30;

// Between ground and marks: dots for what found no room, and names of other towns to find one's way by.
export class Backdrop {
  constructor(map, measure) {
    this.map = map;
    this.measure = (text) => measure(text) * 0.92;
    this.box = map.createPane("backdrop");
    this.box.setAttribute("aria-hidden", "true");
  }

  clear() {
    this.box.replaceChildren();
  }

  show(dots, towns, marks, taken) {
    const shown = new Set([...marks, ...dots].map((mark) => mark.kind === "town" && mark.name));
    const names = towns.filter(({ name }) => !shown.has(name)).slice(0, 3 * MOST_NAMES);
    for (const name of names) {
      const { x, y } = this.map.latLngToContainerPoint(name.at);
      Object.assign(name, { x, y, texts: [[name.name]], sides: ["c"], box: { left: x, top: y, right: x, bottom: y } });
    }
    placeNames(names, this.map.getSize(), this.measure, taken);
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    const place = (made, x, y) => {
      made.style.left = `${x + origin.x}px`;
      made.style.top = `${y + origin.y}px`;
      return made;
    };
    const made = (className, text = "") => Object.assign(document.createElement("span"), { className, textContent: text });
    this.box.replaceChildren(
      ...names.filter(({ label }) => label).slice(0, MOST_NAMES).map(({ x, y, name, label }) => place(made("ground-name", name), x + label.left, y + label.top)),
      ...dots.map(({ x, y }) => place(made("ground-dot"), x, y)),
    );
  }
}
