// The site's one rule for addresses, as `slug()` in home/land/names.py has it.

/** @type {Record<string, string>} */
const GERMAN = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/**
 * "Frühlingsfest in Überruhr" is fruehlingsfest-in-ueberruhr.
 * @param {string} title
 * @param {number} length the most characters, none of them a loose dash
 * @returns {string}
 */
export function slug(title, length) {
  const folded = title.normalize("NFC").toLowerCase().replace(/[äöüß]/g, (letter) => GERMAN[letter]);
  const words = folded.normalize("NFKD").replace(/\p{Mn}/gu, "").match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, length).replace(/-$/, "");
}
