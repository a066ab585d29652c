// What the map computes before anything is drawn.

import { deepEqual, equal, ok } from "node:assert/strict";
import { inDirection } from "../../practice_examples/map_page/static/practice_examples/map/stories.js";
import { arrange, bboxOf, regionMarks, Words } from "../../practice_examples/map_page/static/practice_examples/map/marks.js";
import { nameGround, placeNames } from "../../home/land/static/places/ground.js";
import { hashOf, readView, seen, writeView } from "../../practice_examples/map_page/static/practice_examples/steps.js";

/** @import {Mark, Region} from "../../practice_examples/map_page/static/practice_examples/map/marks.js" */

const WORDS = new Words({ ideas: ["{count} gute Idee", "{count} gute Ideen"], place: "{place}, {ideas}" });
const SIZE = { x: 600, y: 600 };
const PEN = { width: (/** @type {string} */ text) => 8 * text.length, line: 16 };

/** A map on which a degree is a pixel and the upper left corner is 0, 0. */
const MAP = /** @type {any} */ ({
  getSize: () => SIZE,
  latLngToContainerPoint: (/** @type {[number, number]} */ [lat, lng]) => ({ x: lng, y: lat }),
  containerPointToLatLng: (/** @type {Step} */ [x, y]) => [y, x],
});

/**
 * @param {number} x
 * @param {number} y
 * @param {object} [more]
 * @returns {Mark}
 */
function town(x, y, more = {}) {
  const name = `Ort ${x}`;
  return { id: name, kind: "town", at: [y, x], count: 3, name, slug: name, spoken: name, texts: [[name]], ...more };
}

/** @param {Mark[]} marks */
const ids = (marks) => marks.map(({ id }) => id);

Deno.test("the view of the map is written and read again", () => {
  equal(writeView({ lat: 51.227712, lng: 6.7735 }, 9.5), "51.2277,6.7735,9.5");
  deepEqual(readView("51.2277,6.7735,9.5"), { lat: 51.2277, lng: 6.7735, zoom: 9.5 });
  deepEqual(readView("-1,-2.5,6"), { lat: -1, lng: -2.5, zoom: 6 });
});

Deno.test("other words name no view", () => {
  for (const text of [undefined, "", "51,7", "51,7,x", "51.2.3,7,9", "51,7,9,1"]) {
    equal(readView(text), null, text);
  }
});

Deno.test("an address tells what is seen, in one order, and those of former versions are read", () => {
  const all = { karte: "51.2277,6.7735,9.5", offen: "town:koeln", liste: "halb", filter: "offen" };
  equal(hashOf(all), "#karte=51.2277,6.7735,9.5&offen=town:koeln&liste=halb&filter=offen");
  deepEqual(seen(hashOf(all)), all);
  equal(hashOf({ filter: "", liste: "ganz" }), "#liste=ganz");
  equal(hashOf({}), "");
  deepEqual(seen("#karte=51,7,9"), { karte: "51,7,9" });
  deepEqual(seen(""), {});
  for (const hash of ["#karte", "#liste", "#inhalt", "#nach-region"]) {
    equal(seen(hash), null, hash);
  }
});

Deno.test("a frame is written with four places, west first", () => {
  equal(bboxOf({ toBBoxString: () => "6.123456,51,7.00009,51.98765" }), "6.1234,51,7.0000,51.9876");
});

Deno.test("words are counted in German", () => {
  equal(WORDS.ideas(1), "1 gute Idee");
  equal(WORDS.ideas(12_345), "12.345 gute Ideen");
  equal(WORDS.named("Köln", 2), "Köln, 2 gute Ideen");
});

Deno.test("regions without stories have no mark", () => {
  const region = (/** @type {number} */ count) => /** @type {Region} */ ({ slug: "hochsauerland", name: "Hochsauerland", count, link: "", texts: [["Hochsauer", "land"]], side: "w", lat: 51, lng: 8 });
  deepEqual(regionMarks([region(0)], WORDS), []);
  const [mark] = regionMarks([region(4)], WORDS);
  deepEqual(mark.texts, [["Hochsauer", "land"]]);
  equal(mark.spoken, "Hochsauerland, 4 gute Ideen");
  equal(mark.side, "w");
});

Deno.test("marks apart are all kept, and what is out of view is not counted", () => {
  const { kept, dots, total } = arrange([town(100, 100), town(200, 100), town(300, 100), town(700, 100)], MAP, () => null);
  deepEqual([ids(kept), ids(dots), total], [["Ort 100", "Ort 200", "Ort 300"], [], 9]);
});

Deno.test("of two that cover each other the heavier one is kept, the other becomes a dot", () => {
  const { kept, dots, total } = arrange([town(100, 100), town(110, 100, { count: 5 })], MAP, () => null);
  deepEqual([ids(kept), ids(dots), total], [["Ort 110"], ["Ort 100"], 8]);
});

Deno.test("stories that cover each other are joined", () => {
  const story = (/** @type {number} */ x) => town(x, 100, { kind: "pin", count: 1, examples: [{ id: x }] });
  const join = (/** @type {Mark} */ one, /** @type {Mark} */ other) => ({ ...one, id: `${one.id} + ${other.id}` });
  deepEqual(ids(arrange([story(100), story(105), story(300)], MAP, join).kept), ["Ort 100 + Ort 105", "Ort 300"]);
});

Deno.test("regions that would cover each other move apart by the width of a finger", () => {
  const { kept, dots } = arrange([town(100, 100, { kind: "region" }), town(104, 100, { kind: "region" })], MAP, () => null);
  equal(dots.length, 0);
  ok(Math.abs(kept[0].x - kept[1].x) >= 24, `${kept[0].x} ${kept[1].x}`);
});

Deno.test("a name stands beside its mark, on the other side at the edge, and nowhere without room", () => {
  const side = (/** @type {number} */ x, size = SIZE) => {
    const [mark] = arrange([town(x, 100)], MAP, () => null).kept;
    placeNames([mark], size, PEN, []);
    return mark.label?.align;
  };
  equal(side(100), "left");
  equal(side(590), "right");
  equal(side(100, { x: 110, y: 110 }), "right");
  equal(side(20, { x: 40, y: 600 }), undefined);
});

Deno.test("no name covers a mark or another name", () => {
  const marks = [town(100, 100), town(150, 100), town(200, 100), town(150, 130), town(150, 70)];
  const { kept } = arrange(marks, MAP, () => null);
  const boxes = placeNames(kept, SIZE, PEN, []);
  equal(boxes.length, 5 + kept.filter(({ label }) => label).length);
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, JSON.stringify([a, b]));
    }
  }
});

/**
 * @param {string} name
 * @param {number} x
 * @param {number} y
 * @param {object} [more]
 */
const ground = (name, x, y, more = {}) => ({ name, kind: "town", x, y, ...more });

Deno.test("the ground is named where marks leave room, the most important first, each name once", () => {
  const mark = { left: 90, top: 90, right: 110, bottom: 110 };
  const names = [ground("Großstadt", 200, 100), ground("Dorf", 204, 104), ground("Unterm Zeichen", 100, 100), ground("Großstadt", 300, 300), ground("Am Rand", 590, 300)];
  deepEqual(nameGround(names, SIZE, PEN, [mark]).map(({ name }) => name), ["Großstadt", "Am Rand"]);
  ok(names[4].label.x < 590);
});

Deno.test("a neighbour stands on its point, and where that is taken on its next", () => {
  const names = [ground("Nachbarland", 30, 300, { kind: "neighbour" }), ground("Nachbarland", 300, 40, { kind: "neighbour" })];
  const [placed] = nameGround(names, SIZE, PEN, []);
  deepEqual([placed.label.x, placed.label.y], [300, 40]);
});

Deno.test("a river's name stands above its line and turns with it", () => {
  const [level] = nameGround([ground("Fluss", 300, 300, { kind: "river", angle: 0 })], SIZE, PEN, []);
  equal(level.label.x, 300);
  ok(level.label.y < 300 - PEN.line / 2);
  const steep = { ...level, label: null, angle: Math.PI / 2 };
  deepEqual(nameGround([steep], SIZE, PEN, [{ left: 310, top: 270, right: 320, bottom: 280 }]), []);
});

Deno.test("what has a name on a map keeps it when the map comes closer", () => {
  // Towns as they lie in a real land: scattered, some close together, a few hundred of them.
  const towns = Array.from({ length: 300 }, (_, index) => ({ at: [(index * 7919) % 997, (index * 104_729) % 991], ...ground(`Stadt ${index}`, 0, 0) }));
  /** @type {string[]} */
  let before = [];
  for (const scale of [0.6, 0.8, 1, 1.4, 2, 3]) {
    towns.forEach((town) => Object.assign(town, { x: (town.at[0] - 500) * scale + 300, y: (town.at[1] - 500) * scale + 300 }));
    const named = nameGround(towns, SIZE, PEN, []);
    const inside = towns.filter(({ x, y }) => x > 100 && y > 30 && x < 500 && y < 570).map(({ name }) => name);
    const names = named.map(({ name }) => name);
    deepEqual(before.filter((name) => inside.includes(name) && !names.includes(name)), [], `at ${scale}`);
    before = names;
  }
  ok(before.length > 10, String(before));
});

Deno.test("an arrow leads to the next mark that way", () => {
  const [middle, near, far, aside] = [{ x: 100, y: 100 }, { x: 140, y: 110 }, { x: 180, y: 100 }, { x: 120, y: 190 }];
  const marks = [middle, far, aside, near];
  equal(inDirection(middle, marks, [1, 0]), near);
  equal(inDirection(near, marks, [1, 0]), far);
  equal(inDirection(middle, marks, [0, 1]), aside);
  equal(inDirection(middle, marks, [0, -1]), undefined);
});
