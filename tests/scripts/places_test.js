// Points, shapes and addresses, as the editors' map and the registration use them.

import { deepEqual, equal } from "node:assert/strict";
import { slug } from "../../home/pages/static/home/slug.js";
import { byDistance, howFar, kilometres } from "../../home/land/static/places/near.js";
import { readPoint, writePoint } from "../../home/land/static/places/point.js";
import { shapeAt } from "../../home/land/static/places/shapes.js";

Deno.test("a point is written longitude first and read again", () => {
  equal(writePoint({ lat: 50.933331, lng: 6.95 }), "SRID=4326;POINT(6.95000 50.93333)");
  deepEqual(readPoint("SRID=4326;POINT(6.95000 50.93333)"), { lat: 50.93333, lng: 6.95 });
  deepEqual(readPoint("SRID=4326;POINT (-6.95 50)"), { lat: 50, lng: -6.95 });
  equal(readPoint(""), null);
});

/**
 * @param {number} west
 * @param {number} south
 * @param {number} size
 */
const square = (west, south, size) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
const SHAPES = {
  features: [
    { properties: { name: "Ring" }, geometry: { type: "Polygon", coordinates: [square(0, 0, 10), square(4, 4, 2)] } },
    { properties: { name: "Kern" }, geometry: { type: "Polygon", coordinates: [square(4, 4, 2)] } },
    { properties: { name: "Inseln" }, geometry: { type: "MultiPolygon", coordinates: [[square(20, 0, 1)], [square(30, 0, 1)]] } },
  ],
};

Deno.test("a point lies in one shape, not in its hole, and outside of all nowhere", () => {
  const at = (/** @type {number} */ lat, /** @type {number} */ lng) => shapeAt(SHAPES, { lat, lng })?.name;
  equal(at(1, 1), "Ring");
  equal(at(5, 5), "Kern");
  equal(at(0.5, 20.5), "Inseln");
  equal(at(0.5, 30.5), "Inseln");
  equal(at(0.5, 25), undefined);
  equal(at(11, 5), undefined);
});

Deno.test("a title becomes an address with German letters written out", () => {
  equal(slug("Frühlingsfest in Überruhr", 50), "fruehlingsfest-in-ueberruhr");
  equal(slug("Größe & Öl – Café", 50), "groesse-oel-cafe");
  equal(slug("eins zwei", 5), "eins");
});

Deno.test("what is near is sorted by kilometres along the great circle", () => {
  const [koeln, bonn, siegen] = [{ lat: 50.93333, lng: 6.95 }, { lat: 50.73438, lng: 7.09549 }, { lat: 50.87482, lng: 8.02431 }];
  equal(kilometres(koeln, bonn).toFixed(1), "24.4");
  equal(kilometres(koeln, koeln), 0);
  deepEqual(byDistance([siegen, koeln, bonn], bonn).map(({ km }) => Math.round(km)), [0, 24, 67]);
  const words = { km: "{km} km entfernt", close: "weniger als 1 km entfernt" };
  deepEqual([0, 0.99, 1, 24.5].map((km) => howFar(words, km)), [words.close, words.close, "1 km entfernt", "25 km entfernt"]);
});
