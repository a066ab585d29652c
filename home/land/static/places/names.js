// Where names stand on a map: beside what they name or along a river, never on a mark, on each other or over the edge.

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

// How many names may move aside, one for the other, to make room for one more.
const MOVES = 2;
// A name keeps farther from other marks than from its own.
const APART = 4;
// Where a name may stand, the best first. Across: beside the mark (1, -1), in its middle (0) or flush with it (between).
// Down: above or below the mark (-1, 1), or beside it by so many lines lower.
const SIDES = { e: [1, 0], w: [-1, 0], s: [0, 1], n: [0, -1], se: [0.5, 1], sw: [-0.5, 1], ne: [0.5, -1], nw: [-0.5, -1] };
const ANY_SIDE = [...Object.values(SIDES), ...[0.5, -0.5, 0.9, -0.9].flatMap((down) => [[1, down], [-1, down]])];
const ALIGN = ["right", "center", "left"];

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
 * @returns {Box[]} what is taken by now, marks and names
 */
export function placeNames(marks, size, pen) {
  /** @type {Map<Named, Label>} */
  const named = new Map();
  const bodies = marks.map(body);
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
    const boxes = said.has(name.name) ? null : options.find((some) => some.every(free));
    name.label = boxes?.[0];
    taken.push(...boxes ?? []);
    return boxes && said.add(name.name);
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
    return { x: left + width / 2, y: top + height / 2, left, top, right: left + width, bottom: top + height, lines, width, side: [across, down], align: ALIGN[Math.sign(across) + 1] };
  });
}

/** @param {Named} mark */
function body(mark) {
  const { x, y, radius: r, pin } = mark;
  mark.box = pin ? { left: x - 16, top: y - 40, right: x + 16, bottom: y } : around({ x, y }, r);
  return mark.box;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b, apart = 0) {
  return a.left < b.right + apart && b.left < a.right + apart && a.top < b.bottom + apart && b.top < a.bottom + apart;
}
