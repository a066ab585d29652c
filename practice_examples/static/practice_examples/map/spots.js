// The marks on the map: real buttons, one Tab stop for all of them. The keys are in gestures.js.

import { distance } from "./marks.js";

const PIN = "M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z";

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

export function pinDrawing() {
  const drawing = svg("svg", { viewBox: "-17 -40 34 41", class: "spot-pin", "aria-hidden": "true" });
  drawing.append(svg("path", { d: PIN }), svg("circle", { r: 6, cy: -22.6 }));
  return drawing;
}

// A Leaflet layer for an element of our own, moved along by Leaflet when the map zooms.
export function pinned(element, latLng, pane = "markerPane") {
  const icon = { options: {}, createIcon: () => element, createShadow: () => null };
  return window.L.marker(latLng, { icon, pane, keyboard: false, interactive: false });
}

export class Spots {
  // `on` has open(mark), enter(mark) and leave().
  constructor(map, on) {
    this.map = map;
    this.on = on;
    this.shown = new Map();
  }

  get marks() {
    return [...this.shown.values()].map((spot) => spot.mark);
  }

  button(id) {
    return this.shown.get(id)?.button;
  }

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

  make(id) {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    const mark = () => this.shown.get(id).mark;
    button.addEventListener("click", () => {
      if (!this.map.dragging.moved()) {
        this.on.open(mark());
      }
    });
    for (const [event, act] of [["mouseenter", "enter"], ["focus", "enter"], ["mouseleave", "leave"], ["blur", "leave"]]) {
      button.addEventListener(event, () => this.shown.has(id) && this.on[act](mark()));
    }
    button.addEventListener("focus", () => this.makeTabStop(id));
    return button;
  }

  makeTabStop(id) {
    for (const [other, { button }] of this.shown) {
      button.tabIndex = other === id ? 0 : -1;
    }
  }
}

function draw(button, mark) {
  button.className = `spot spot-${mark.kind}${mark.pin ? " spot-pin-mark" : ""}`;
  button.setAttribute("aria-label", mark.spoken);
  button.title = mark.label ? "" : mark.spoken;
  button.style.setProperty("--radius", `${mark.radius}px`);
  button.style.setProperty("--room", `${Math.max(24, mark.room)}px`);
  const drawing = mark.pin ? pinDrawing() : document.createElement("span");
  if (!mark.pin) {
    drawing.className = "spot-count";
    drawing.textContent = mark.count.toLocaleString("de");
  }
  button.replaceChildren(drawing);
  if (mark.label) {
    const { left, top, width, lines, align } = mark.label;
    const name = document.createElement("span");
    name.className = `spot-name spot-name-${align}`;
    name.append(...lines.flatMap((line) => [document.createElement("br"), line]).slice(1));
    Object.assign(name.style, { left: `${left - mark.x}px`, top: `${top - mark.y}px`, width: `${width}px` });
    button.append(name);
  }
}

function nearest(marks, to) {
  return [...marks].sort((a, b) => distance(a, to) - distance(b, to))[0];
}
