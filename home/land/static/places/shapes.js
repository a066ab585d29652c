// In which of the shapes of a GeoJSON a point lies.

/**
 * @param {[number, number][]} ring longitude, latitude
 * @param {number} lat
 * @param {number} lng
 */
function surrounds(ring, lat, lng) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [lngA, latA] = ring[i];
    const [lngB, latB] = ring[j];
    if (latA > lat !== latB > lat && lng < ((lngB - lngA) * (lat - latA)) / (latB - latA) + lngA) {
      inside = !inside;
    }
  }
  return inside;
}

/**
 * The properties of the shape around a point (WGS 84); undefined outside of all. What lies in a hole lies outside.
 * @param {GeoShapes} shapes
 * @param {LatLng} point
 * @returns {GeoFeature["properties"] | undefined}
 */
export function shapeAt({ features }, { lat, lng }) {
  const found = features.find(({ geometry: { type, coordinates } }) => {
    const polygons = type === "MultiPolygon" ? coordinates : [coordinates];
    return polygons.some((rings) => rings.filter((/** @type {[number, number][]} */ ring) => surrounds(ring, lat, lng)).length % 2 === 1);
  });
  return found?.properties;
}
