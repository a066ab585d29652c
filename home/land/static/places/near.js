// Where the visitor is and what is near, asked on a click and compared in the browser, which tells nobody.

const EARTH_KM = 6371;
const ASKED = { timeout: 12_000, maximumAge: 300_000 };
// The browser's own time begins only when somebody has answered its question.
const PATIENCE = 30_000;
const REFUSED = 1;

// From here on a visitor is somewhere else.
const FAR_KM = 60;

const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;

/**
 * @param {LatLng} one in degrees (WGS 84)
 * @param {LatLng} other
 * @returns {number} along the great circle
 */
export function kilometres(one, other) {
  const north = radians(other.lat - one.lat) / 2;
  const east = radians(other.lng - one.lng) / 2;
  const chord = Math.sin(north) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(east) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
}

/**
 * @template {LatLng} Thing
 * @param {Thing[]} things
 * @param {LatLng} here
 * @returns {(Thing & {km: number})[]} the nearest first
 */
export function byDistance(things, here) {
  return things.map((thing) => ({ ...thing, km: kilometres(here, thing) })).sort((one, other) => one.km - other.km);
}

/**
 * @param {Record<string, string>} words `km`, "{km} km entfernt", and `close`, what is said of less than one
 * @param {number} km
 * @returns {string}
 */
export function howFar({ km: words, close }, km) {
  return km < 1 ? close : words.replace("{km}", String(Math.round(km)));
}

/** @returns {Promise<LatLng>} fails with an Error that says "denied" or, without an answer in time, "unknown" */
function position() {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(why));
    setTimeout(fail, PATIENCE, "unknown");
    navigator.geolocation ? navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lng: coords.longitude }),
      ({ code }) => fail(code === REFUSED ? "denied" : "unknown"),
      ASKED,
    ) : fail("unknown");
  });
}

/**
 * @typedef {LatLng & {name: string, slug: string, region: string}} Town
 * @typedef {LatLng & {title: string, url: string, town: string, image?: string, km: number}} NearStory
 *
 * What is around the visitor.
 * @param {string} url answers the same to everybody: towns, stories and whatever else is shown beside them
 * @returns {Promise<{here: LatLng, town: Town, stories: NearStory[], [other: string]: any}>} the nearest town, the nearest stories first; fails with an Error that says "denied", "unknown", "far" or "failed"
 */
export async function lookAround(url) {
  const here = await position();
  const answer = await fetch(url);
  if (!answer.ok) {
    throw new Error("failed");
  }
  const { towns, stories, ...others } = await answer.json();
  const [town] = byDistance(/** @type {Town[]} */ (towns), here);
  if (town.km > FAR_KM) {
    throw new Error("far");
  }
  return { here, town, stories: byDistance(stories, here), ...others };
}

/**
 * Cards of stories, each knowing its point; what is not known is left out.
 * @param {HTMLElement} box gets them
 * @param {HTMLTemplateElement} template
 * @param {NearStory[]} stories
 * @param {Record<string, string>} words as howFar takes them
 */
export function showNear(box, template, stories, words) {
  box.replaceChildren(...stories.map(({ title, url, town, lat, lng, image, km }) => {
    const card = /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
    const picture = card.querySelector("img");
    Object.assign(card.dataset, { lat, lng });
    Object.assign(card.querySelector("a"), { href: url, textContent: title });
    card.querySelector("b").textContent = town;
    card.querySelector("[data-far]").textContent = howFar(words, km);
    image && picture ? (picture.src = image) : picture?.remove();
    return card;
  }));
}
