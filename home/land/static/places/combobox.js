// An editable combobox with a list of places, after the ARIA Authoring Practices.
//
// Improves every <input data-combobox="/daten/orte.json">; without this module it is a text field the server
// understands as well. data-kinds="municipality ortsteil" offers only these kinds and makes the input a field that
// holds one chosen place. A choice is told by the bubbling event "place-chosen" with the suggestion as detail, null
// when the field was emptied.

const DELAY = 120;
/** @type {Record<Suggestion["kind"], string>} */
const KIND_NAMES = { municipality: "kreisfreie Stadt", kreis: "Kreis", region: "Region", area: "Gebiet", ortsteil: "Ortsteil" };
/** @type {Map<string, Promise<Suggestion[]>>} */
const answers = new Map();
/** @type {WeakMap<HTMLInputElement, Combobox>} */
const boxes = new WeakMap();
let serial = 0;

/**
 * The server's folding, as far as telling an exact name from others needs it.
 * @param {string} text
 */
function fold(text) {
  return text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/(?<![aeiouq])([aou])e/g, "$1").replace(/[^a-z0-9]+/g, " ").trim();
}

/**
 * @param {string} address
 * @param {string} query
 */
function suggestions(address, query) {
  const url = new URL(address, document.baseURI);
  url.searchParams.set("q", query);
  const key = url.href;
  if (!answers.has(key)) {
    const answer = fetch(url, { credentials: "omit" }).then((response) => (response.ok ? response.json() : /** @type {Suggestion[]} */ ([])));
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
  }
  return answers.get(key);
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** @param {Suggestion} place */
function detail(place) {
  if (place.label.startsWith(`${place.name}, `)) {
    return place.label.slice(place.name.length + 2);
  }
  return place.label === place.name ? KIND_NAMES[place.kind] : place.label;
}

class Combobox {
  /** @param {HTMLInputElement} input */
  constructor(input) {
    this.input = input;
    this.kinds = (input.dataset.kinds || "").split(" ").filter(Boolean);
    /** @type {Suggestion[]} */
    this.options = [];
    this.active = -1;
    this.request = 0;
    // What is typed is newer than the list, and the keys pressed meanwhile: they are meant for the list to come, even if
    // the field is left before it comes.
    this.stale = false;
    /** @type {string[]} */
    this.waiting = [];
    this.settledText = input.value;
    this.build();
    input.addEventListener("input", (event) => this.typed(event));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("change", () => this.settle());
    input.addEventListener("blur", () => this.waiting.length || this.close());
  }

  build() {
    const { input } = this;
    const number = ++serial;
    const anchor = input.closest(".join") || input;
    const focused = document.activeElement === input;
    this.list = element("ul", { class: "suggest", role: "listbox", id: `suggest-${number}`, "aria-label": "Vorschläge", hidden: "" });
    this.status = element("span", { class: "suggest-status", role: "status" });
    const wrapper = element("div", { class: "combobox" });
    anchor.before(wrapper);
    wrapper.append(anchor, this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.list.id, autocomplete: "off" })) {
      input.setAttribute(name, value);
    }
    if (focused) {
      input.focus();
    }
    if (this.kinds.length && input.name) {
      this.hold();
    }
    // Keeps the focus in the field while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        this.choose(this.options[Number(option.dataset.index)]);
      }
    });
  }

  // A half-typed name is nothing to save: what is sent changes only when the field is left or a place is chosen.
  hold() {
    this.held = /** @type {HTMLInputElement} */ (element("input", { type: "hidden", name: this.input.name, value: this.input.value }));
    this.input.removeAttribute("name");
    this.input.after(this.held);
    this.input.form?.addEventListener("submit", () => this.keep(), { capture: true });
  }

  keep() {
    if (this.held && this.held.value !== this.input.value) {
      this.held.value = this.input.value;
      this.held.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** @param {InputEvent | CustomEvent} event that of a choice is one of its own */
  typed(event) {
    if (event.detail === "chosen") {
      return;
    }
    this.stale = true;
    this.waiting = [];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.input.value.length === 1 ? 0 : DELAY);
  }

  /** @param {string} query */
  async find(query) {
    const found = query ? await suggestions(this.input.dataset.combobox, query) : [];
    return found.filter((place) => !this.kinds.length || this.kinds.includes(place.kind));
  }

  async ask() {
    clearTimeout(this.timer);
    const mine = ++this.request;
    const { value } = this.input;
    /** @type {Suggestion[]} */
    let found = [];
    try {
      found = await this.find(value.trim().slice(0, 100));
    } catch {
      found = [];
    }
    // A slow answer to an earlier question must not replace a newer one.
    const stays = document.activeElement === this.input;
    if (mine === this.request && (stays || this.waiting.length)) {
      this.show(found);
      this.stale = this.input.value !== value;
      if (!this.stale) {
        this.waiting.splice(0).forEach((name) => this.press(name));
      }
      stays || this.close();
    }
  }

  /** @param {Suggestion[]} found */
  show(found) {
    this.options = found;
    this.active = -1;
    this.list.replaceChildren(
      ...found.map((place, index) =>
        element("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false", "data-index": String(index) }, element("b", {}, place.name), element("span", {}, detail(place))),
      ),
    );
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = found.length === 1 ? "1 Vorschlag" : `${found.length || "Keine"} Vorschläge`;
  }

  close() {
    clearTimeout(this.timer);
    this.request += 1;
    this.stale = false;
    this.waiting = [];
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing) {
      return;
    }
    const arrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    const chooses = event.key === "Enter" && (this.waiting.length > 0 || this.willChoose());
    if (arrow || chooses) {
      event.preventDefault();
      this.press(event.key);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab" && !this.stale && !this.list.hidden && this.active >= 0) {
      this.choose(this.options[this.active]);
    }
  }

  willChoose() {
    return !this.list.hidden && (this.active >= 0 || this.kinds.length > 0);
  }

  /** @param {string} name of the key */
  press(name) {
    if (this.stale) {
      this.waiting.push(name);
      if (this.waiting.length === 1) {
        this.ask();
      }
    } else if (name === "Enter") {
      if (this.willChoose()) {
        this.choose(this.options[Math.max(this.active, 0)]);
      }
    } else if (this.list.hidden) {
      this.ask();
    } else {
      this.move(name === "ArrowDown" ? 1 : -1);
    }
  }

  /** @param {1 | -1} step */
  move(step) {
    const items = [...this.list.children];
    // One stop before the first and after the last option is the typed text itself.
    this.active = ((this.active + 1 + step + items.length + 1) % (items.length + 1)) - 1;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
    if (this.active < 0) {
      this.input.removeAttribute("aria-activedescendant");
    } else {
      this.input.setAttribute("aria-activedescendant", items[this.active].id);
      items[this.active].scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {Suggestion} place */
  choose(place) {
    const { input } = this;
    input.value = place.label;
    this.settledText = place.label;
    Object.assign(input.dataset, { id: place.id, lat: place.lat, lng: place.lng, atTown: place.at_town ? "true" : "" });
    this.close();
    this.keep();
    input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "chosen" }));
    input.dispatchEvent(new CustomEvent("place-chosen", { bubbles: true, detail: place }));
  }

  // The field is left with typed text: take the place it can only mean, leave anything else to the server.
  async settle() {
    const text = this.input.value.trim();
    this.keep();
    if (text === this.settledText) {
      return;
    }
    this.settledText = text;
    for (const name of ["id", "lat", "lng", "atTown"]) {
      delete this.input.dataset[name];
    }
    if (!this.kinds.length) {
      return;
    }
    let found = [];
    try {
      found = await this.find(text);
    } catch {
      return;
    }
    if (this.input.value.trim() !== text) {
      return;
    }
    const exact = found.filter((place) => fold(place.name) === fold(text) || fold(place.label) === fold(text));
    // Several districts may have the name; a town goes before them.
    const [first] = exact.length ? exact : found;
    const meant = (exact.length > 1 ? first.kind !== "ortsteil" : exact.length || found.length === 1) && first;
    if (meant) {
      this.choose(meant);
    } else {
      this.input.dispatchEvent(new CustomEvent("place-chosen", { bubbles: true, detail: null }));
    }
  }
}

/**
 * @param {HTMLInputElement} input with data-combobox
 * @returns {Combobox} the same one if it is there already
 */
export function enhance(input) {
  if (!boxes.has(input)) {
    boxes.set(input, new Combobox(input));
  }
  return boxes.get(input);
}

/**
 * Puts a suggestion into a field as if the person had chosen it.
 * @param {HTMLInputElement} input
 * @param {Suggestion} place
 */
export function choose(input, place) {
  enhance(input).choose(place);
}

/** @param {ParentNode} root */
export function enhanceAll(root = document) {
  for (const input of root.querySelectorAll("input[data-combobox]")) {
    enhance(input);
  }
}

enhanceAll();
