// What lies under the marks of every Leaflet map: land, relief, regions, Kreise, rivers; towns once it is near enough. And
// where names stand: beside what they name or along a river, never on a mark, on each other or over the edge.

/**
 * @typedef {{x?: number, y?: number, left: number, top: number, right: number, bottom: number}} Box with its middle, in pixels from the upper left corner of the view
 * @typedef {keyof SIDES} Side
 * @typedef {Box & {lines: string[], width: number, side: number[], align: string}} Label
 * @typedef {{width: (text: string) => number, line: number}} Pen how wide a text is, how high a line
 *
 * What gets a name on the map: `texts`, the ways of writing it in lines, the best first, and the side where it stands best. All
 * else is set for one view of the map: middle and radius in pixels, and the name if it has found its place.
 * @typedef {object} Named
 * @property {string} [name]
 * @property {string[][]} [texts]
 * @property {Side} [side] the best one
 * @property {boolean} [pin] drawn as a pin
 * @property {number} [x]
 * @property {number} [y]
 * @property {number} [radius]
 * @property {Box} [box]
 * @property {Label[]} [places]
 * @property {Label} [label]
 *
 * A name of the ground at a point in pixels, a river's at an angle; `label` is where the name itself has found its place.
 * @typedef {{name: string, kind?: string, x?: number, y?: number, angle?: number, label?: any}} GroundName
 */

/** @type {Partial<Record<LayerName, string>>} */
const KEYS = { regionen: "region", kreise: "kreis", gemeinden: "ags" };
/**
 * The layer of each kind of area the filters know.
 * @type {Record<string, LayerName>}
 */
export const LAYER_OF = { region: "regionen", kreis: "kreise", municipality: "gemeinden" };
// How many names may move aside, one for the other, to make room for one more.
const MOVES = 2;
// A name keeps farther from other marks than from its own.
const APART = 4;
// Where a name may stand, the best first. Across: beside the mark (1, -1), in its middle (0) or flush with it (between).
// Down: above or below the mark (-1, 1), or beside it by so many lines lower.
const SIDES = { e: [1, 0], w: [-1, 0], s: [0, 1], n: [0, -1], se: [0.5, 1], sw: [-0.5, 1], ne: [0.5, -1], nw: [-0.5, -1] };
const ANY_SIDE = [...Object.values(SIDES), ...[0.5, -0.5, 0.9, -0.9].flatMap((down) => [[1, down], [-1, down]])];
const PIN = `<svg viewBox="-17 -40 34 41" aria-hidden="true" xmlns="http://www.w3.org/2000/svg"><path d="M0 0-11.3-11.3A16 16 0 1 1 11.3-11.3Z"/><circle r="6" cy="-22.6"/><path fill="none" d="M-5-27.6H5V-17.6H-5Z"/></svg>`;

/**
 * GeoJSON from our own server, which the browser keeps.
 * @param {string} url
 * @returns {Promise<GeoShapes>} rejected if it cannot be had
 */
export const geometry = async (url) => (await fetch(url)).json();

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
    ["land", "relief", "gemeinden", "regionen", "kreise", "fluesse", "names"].forEach((name, index) => { map.createPane(name).style.zIndex = `${210 + index}`; });
    this.box = map.getPane("names");
    this.box.ariaHidden = "true";
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
    names.forEach((name) => Object.assign(name, map.latLngToContainerPoint(name.at), zoom < this.zoom && { label: null }));
    this.zoom = zoom;
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
      style: ({ properties: { rank } }) => ({ className: `ground ground-${name} ground-rank-${rank}` }),
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
    document.querySelectorAll(".ground").forEach((element) => element.classList.remove("ground-on", "ground-chosen"));
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

/**
 * Measures text as it is written in an element, also where visitors have set their own size or spacing.
 * @param {Element} element
 * @returns {Pen}
 */
export function penLike(element) {
  const pen = document.createElement("canvas").getContext("2d");
  const { fontWeight, fontSize, fontFamily, letterSpacing, wordSpacing, lineHeight } = getComputedStyle(element);
  // `font` itself is empty where colours are forced.
  Object.assign(pen, { font: `${fontWeight} ${fontSize} ${fontFamily}`, letterSpacing, wordSpacing });
  return { width: (text) => pen.measureText(text).width, line: parseFloat(lineHeight) };
}

/**
 * Gives marks their names where there is room; a name in the way moves aside if it can.
 * @param {Named[]} marks
 * @param {{x: number, y: number}} size of the view
 * @param {Pen} pen
 * @param {Box[]} covers of what lies over the map
 * @returns {Box[]} what is taken by now, marks and names too
 */
export function placeNames(marks, size, pen, covers) {
  /** @type {Map<Named, Label>} */
  const named = new Map();
  const bodies = [...marks.map(body), ...covers];
  for (const mark of marks) {
    const free = room(size, bodies.filter((other) => other !== mark.box));
    mark.places = mark.texts.flatMap((lines) => places(mark.box, [SIDES[mark.side] ?? SIDES.e, ...ANY_SIDE], lines, pen).filter(free));
  }
  marks.forEach((mark) => settle(mark, named, MOVES));
  marks.forEach((mark) => { mark.label = named.get(mark); });
  return [...bodies, ...named.values()];
}

/**
 * @param {{x: number, y: number}} size
 * @param {Box[]} taken
 * @returns {(box: Box) => boolean} whether a box is inside the view and apart from all that is taken
 */
function room(size, taken) {
  return (box) => box.left >= 2 && box.top >= 2 && box.right <= size.x - 2 && box.bottom <= size.y - 2 && !taken.some((other) => overlap(box, other, APART));
}

/**
 * Gives the ground its names where marks leave room, the most important first: whatever has its `label` already keeps it.
 * @param {GroundName[]} names
 * @param {{x: number, y: number}} size of the view
 * @param {Pen} pen
 * @param {Box[]} marks and their names
 * @returns {GroundName[]} those with a place, each name once
 */
export function nameGround(names, size, pen, marks) {
  const taken = [...marks];
  /** @type {Set<string>} */
  const said = new Set();
  const free = room(size, taken);
  const place = (/** @type {GroundName} */ name, /** @type {number[][]} */ sides) => {
    const point = around(name, 3);
    const options = name.angle === undefined ? places(point, sides, [name.name], pen).map((label) => [label, hull(label, point)]) : [along(name, pen)];
    const boxes = !said.has(name.name) && options.find((some) => some.every(free)) || [];
    taken.push(...boxes);
    return (name.label = boxes[0]) && said.add(name.name);
  };
  const kept = names.filter((name) => name.label && place(name, [name.label.side]));
  return [...kept, ...names.filter((name) => !kept.includes(name) && place(name, name.kind === "neighbour" ? [[0, 0]] : ANY_SIDE))];
}

/**
 * Holds a name and its point. Such boxes that are apart stay so when the map comes closer, as each goes with its point.
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
function hull(a, b) {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}

/**
 * @param {GroundName} river
 * @param {Pen} pen
 * @returns {Box[]} of the letters above its line, the middle ones first
 */
function along({ x, y, name, angle }, { width, line }) {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  return [0, 1, -1, 2, -2, 3, -3, 4, -4].map((step) => {
    const aside = (step * width(name)) / 8;
    return around({ x: x + dx * aside + dy * line * 0.7, y: y + dy * aside - dx * line * 0.7 }, line / 2);
  });
}

/**
 * @param {{x?: number, y?: number}} middle
 * @param {number} far
 * @returns {Box}
 */
function around({ x, y }, far) {
  return { x, y, left: x - far, top: y - far, right: x + far, bottom: y + far };
}

/**
 * @param {{x?: number, y?: number}} a
 * @param {{x?: number, y?: number}} b
 */
export function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/**
 * @param {Named} mark
 * @param {Map<Named, Label>} named
 * @param {number} moves
 * @returns {boolean} whether the mark has its name
 */
function settle(mark, named, moves) {
  return [0, moves && 1].some((most) => mark.places.some((place) => {
    const others = [...named].filter(([, other]) => overlap(place, other));
    if (others.length > most) {
      return false;
    }
    named.set(mark, place);
    if (others.every(([other]) => named.delete(other) && settle(other, named, moves - 1))) {
      return true;
    }
    named.delete(mark);
    others.forEach(([other, before]) => named.set(other, before));
    return false;
  }));
}

/**
 * @param {Box} box
 * @param {number[][]} sides
 * @param {string[]} lines
 * @param {Pen} pen
 * @returns {Label[]}
 */
function places(box, sides, lines, pen) {
  const width = Math.max(...lines.map(pen.width)) + 2;
  const height = lines.length * pen.line;
  return sides.map(([across, down]) => {
    const isBeside = Math.abs(across) === 1;
    const flush = box.left * (0.5 + across) + (box.right - width) * (0.5 - across);
    const left = isBeside ? (across > 0 ? box.right + 4 : box.left - 4 - width) : flush;
    const top = isBeside || !down ? (box.top + box.bottom - height) / 2 + down * pen.line : down > 0 ? box.bottom + 1 : box.top - 1 - height;
    return { x: left + width / 2, y: top + height / 2, left, top, right: left + width, bottom: top + height, lines, width, side: [across, down], align: ["right", "center", "left"][Math.sign(across) + 1] };
  });
}

/** @param {Named} mark */
function body(mark) {
  const { x, y, radius, pin } = mark;
  return (mark.box = pin ? { left: x - 16, top: y - 40, right: x + 16, bottom: y } : around(mark, radius));
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b, apart = 0) {
  return a.left < b.right + apart && b.left < a.right + apart && a.top < b.bottom + apart && b.top < a.bottom + apart;
}
