// The marks on the map: real buttons, one Tab stop for all of them, arrow keys from one to the next.

const PIN = "M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z";
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

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
  // `on` has open(mark), enter(mark), leave(mark) and escape().
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
    const ids = new Set(marks.map((mark) => mark.id));
    const gone = [...this.shown].filter(([id]) => !ids.has(id));
    marks.forEach((mark) => this.put(mark));
    const size = this.map.getSize();
    this.home = nearest(this.marks.filter((mark) => ids.has(mark.id)), size.divideBy(2));
    const kept = before && ids.has(before.id) ? before.id : null;
    this.makeTabStop(kept ?? this.home?.id);
    if (before && !kept) {
      const next = nearest(marks, before) ?? null;
      (next ? this.button(next.id) : this.map.getContainer()).focus({ preventScroll: true });
    }
    for (const [id, spot] of gone) {
      spot.marker.remove();
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
    button.addEventListener("keydown", (event) => this.steer(event, mark()));
    return button;
  }

  makeTabStop(id) {
    for (const [other, { button }] of this.shown) {
      button.tabIndex = other === id ? 0 : -1;
    }
  }

  steer(event, from) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const step = STEPS[event.key];
    if (step) {
      const next = inDirection(from, this.marks, step);
      this.button(next?.id)?.focus({ preventScroll: true });
    } else if (event.key === "Escape") {
      this.on.escape();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function draw(button, mark) {
  button.className = `spot spot-${mark.kind}${mark.pin ? " spot-pin-mark" : ""}`;
  button.setAttribute("aria-label", mark.spoken);
  button.style.setProperty("--radius", `${mark.radius}px`);
  button.style.setProperty("--room", `${Math.max(24, mark.room)}px`);
  const drawing = mark.pin ? pinDrawing() : document.createElement("span");
  if (!mark.pin) {
    drawing.className = "spot-count";
    drawing.textContent = mark.count.toLocaleString("de");
  }
  button.replaceChildren(drawing);
  if (mark.label) {
    const name = document.createElement("span");
    name.className = `spot-name spot-name-${mark.label.side}`;
    name.append(...mark.label.lines.flatMap((line) => [document.createElement("br"), line]).slice(1));
    Object.assign(name.style, { left: `${mark.label.left}px`, top: `${mark.label.top}px`, width: `${mark.label.width}px` });
    button.append(name);
  }
}

function nearest(marks, to) {
  return marks.map((mark) => [Math.hypot(mark.x - to.x, mark.y - to.y), mark]).sort((a, b) => a[0] - b[0])[0]?.[1];
}

// The next one that way: what lies aside counts as twice as far, what lies more aside than ahead is another direction.
function inDirection(from, marks, [stepX, stepY]) {
  const ahead = (mark) => (mark.x - from.x) * stepX + (mark.y - from.y) * stepY;
  const aside = (mark) => Math.abs((mark.x - from.x) * stepY) + Math.abs((mark.y - from.y) * stepX);
  const far = (mark) => ahead(mark) + 2 * aside(mark);
  return marks.filter((mark) => mark !== from && ahead(mark) > 1 && aside(mark) <= 2 * ahead(mark)).sort((a, b) => far(a) - far(b))[0];
}
