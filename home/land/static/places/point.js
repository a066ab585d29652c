// A point as forms keep it: the text of PostGIS, longitude first.

/**
 * @param {string} text "SRID=4326;POINT(6.95 50.93)"
 * @returns {LatLng | null} null where there is none
 */
export function readPoint(text) {
  const match = text.match(/POINT ?\((-?[\d.]+) (-?[\d.]+)\)/);
  return match && { lat: Number(match[2]), lng: Number(match[1]) };
}

/**
 * @param {LatLng} point in degrees (WGS 84), kept to a metre
 * @returns {string}
 */
export function writePoint({ lat, lng }) {
  return `SRID=4326;POINT(${lng.toFixed(5)} ${lat.toFixed(5)})`;
}
