import { announce } from "../site/js/announce.js";
import { watchCounters } from "../site/js/counter.js";
import { watchUploads } from "./uploads.js";

// The draft saves itself, section by section, a moment after the last key. Without this module the buttons do it.

const PAUSE = 900;
const BUSY = 503;
const RETRY = 5000;

/** @param {HTMLElement} form */
function token(form) {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

/**
 * What stands in the fields of a section now, or stood there when the page came, by name.
 * @param {HTMLElement} section
 * @param {boolean} atFirst
 * @returns {Map<string, string[]>}
 */
function values(section, atFirst = false) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const field of section.querySelectorAll("[name]:not([type=file], [type=submit], [data-version])")) {
    const kept = found.get(field.name) || [];
    const isBox = field.type === "checkbox" || field.type === "radio";
    if (!isBox || (atFirst ? field.defaultChecked : field.checked)) { kept.push(atFirst && !isBox ? first(field) : field.value); }
    found.set(field.name, kept);
  }
  return found;
}

/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field */
function first(field) {
  if (!(field instanceof HTMLSelectElement)) { return field.defaultValue; }
  return ([...field.options].find((option) => option.defaultSelected) || field.options[0]).value;
}

class SavedSection {
  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} form
   */
  constructor(section, form) {
    this.section = section;
    this.form = form;
    this.line = section.querySelector("[data-saved]");
    this.shown = section.querySelector("[data-version]");
    /** What the server is known to have been told, by name. */
    this.known = values(section, true);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.version = 0;
    this.savedVersion = 0;
    section.addEventListener("input", (event) => this.changed(event));
    section.addEventListener("change", (event) => this.changed(event));
    // Fingers may have been faster than this module.
    if (this.changes().size) { this.wait(); }
  }

  /** @param {Event} event */
  changed(event) {
    if (event.target.type !== "file") { this.wait(); }
  }

  wait() {
    this.version += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  get isUnsaved() {
    return this.version > this.savedVersion;
  }

  /** @param {RequestInit} options */
  async save(options = {}) {
    // The form on its way carries everything; a straggler would come too late. Who leaves the page cannot wait for the
    // saving that is under way: it is given up with the page.
    if (this.saving && !options.keepalive || this.form.dataset.sent) { return; }
    const version = this.version;
    const changed = this.changes();
    this.saving = true;
    let response;
    try {
      response = await fetch(this.section.dataset.save, { method: "POST", body: this.body(changed), ...options });
      const answer = await response.json();
      if (response.ok) {
        this.savedVersion = version;
        const kept = [...changed].filter(([name]) => !(name in answer.conflicts));
        for (const [name, sent] of kept) { this.known.set(name, sent); }
        this.take(answer.version, kept.map(([name]) => name));
        this.showErrors(answer.errors, Object.values(answer.conflicts));
        for (const [name, id] of Object.entries(answer.conflicts)) { this.offer(name, id, answer.version); }
      }
      this.say(answer.saved || answer.error);
    } catch {
      this.say(this.form.dataset.failed);
      // The line comes back, and a site that has too much to do for a moment has less.
      if (!response || response.status === BUSY) { this.timer = setTimeout(() => this.save(), RETRY); }
    }
    this.saving = false;
    // Something was typed meanwhile.
    if (this.version > version) { this.timer = setTimeout(() => this.save(), PAUSE); }
  }

  /** Only what was changed here travels: what others write meanwhile stays as they wrote it. */
  changes() {
    return new Map([...values(this.section)].filter(([name, now]) => JSON.stringify(now) !== JSON.stringify(this.known.get(name) || [""])));
  }

  /** @param {Map<string, string[]>} changed */
  body(changed) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token(this.form));
    data.append("writer", this.form.querySelector("[name=writer]").value);
    data.append(this.shown.name, this.shown.value);
    // Never without one, or all fields would count as sent.
    data.append("sent", "");
    for (const [name, now] of changed) {
      data.append("sent", name);
      for (const value of now) { data.append(name, value); }
    }
    return data;
  }

  /**
   * From now on these fields count as seen the way the server has them.
   * @param {Record<string, string>} version
   * @param {string[]} names
   */
  take(version, names) {
    const shown = JSON.parse(this.shown.value);
    for (const name of names) { shown[name] = version[name]; }
    this.shown.value = JSON.stringify(shown);
  }

  /**
   * Somebody else's words stand there. They give way only to whoever says so.
   * @param {string} name
   * @param {string} id
   * @param {Record<string, string>} version
   */
  offer(name, id, version) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet slim", textContent: this.form.dataset.keep });
    button.addEventListener("click", () => {
      this.take(version, [name]);
      this.save();
    });
    document.getElementById(`${id}_error`)?.append(document.createElement("br"), button);
  }

  /** @param {string} words */
  say(words) {
    this.line.textContent = words;
  }

  /**
   * The server's words beside the field, and away again once the field is right.
   * @param {Record<string, string[]>} errors by the id of the field, or its name where it is a group
   * @param {string[]} conflicts those that nobody may overlook, whatever stands there already
   */
  showErrors(errors, conflicts) {
    for (const old of this.section.querySelectorAll("[data-live-error]")) {
      old.closest(".field, fieldset")?.classList.remove("error");
      old.remove();
    }
    for (const [id, messages] of Object.entries(errors)) {
      const field = document.getElementById(id) || this.section.querySelector(`[name="${id}"]`);
      const frame = field?.closest(".field, fieldset");
      if (conflicts.includes(id)) { frame?.querySelector(".error-text")?.remove(); }
      if (!frame || frame.querySelector(".error-text")) { continue; }
      const words = document.createElement("p");
      words.className = "error-text";
      words.dataset.liveError = "";
      words.id = `${id}_error`;
      words.textContent = messages.join(" ");
      frame.classList.add("error");
      (frame.querySelector(".hint") || frame.querySelector("label, legend")).after(words);
      if (document.activeElement !== field) { announce(words.textContent); }
    }
  }
}

/** @param {HTMLElement} form */
function watchDraft(form) {
  const sections = [...form.querySelectorAll("[data-section]")].map((section) => new SavedSection(section, form));
  for (const button of form.querySelectorAll("[data-without-js]")) { button.hidden = true; }
  window.addEventListener("online", () => { sections.filter(({ isUnsaved }) => isUnsaved).forEach((section) => section.save()); });
  // Whoever closes the page in the middle of a word keeps it.
  window.addEventListener("pagehide", () => {
    for (const section of sections) {
      if (section.isUnsaved && !form.dataset.sent) { section.save({ keepalive: true }); }
    }
  });
  form.addEventListener("submit", () => { form.dataset.sent = "yes"; });
  window.addEventListener("pageshow", () => { delete form.dataset.sent; });
  watchUploads(form, () => token(form), (photo) => watchCounters(photo));
}

for (const form of document.querySelectorAll("[data-draft]")) { watchDraft(form); }
