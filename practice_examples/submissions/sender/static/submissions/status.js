import { announce } from "../site/js/announce.js";
import { watchCounters } from "../site/js/counter.js";
import { watchUploads } from "./uploads.js";

// The draft saves itself, section by section, a moment after the last key. Without this module the buttons do it.

const PAUSE = 900;

/** @param {HTMLElement} form */
function token(form) {
  return form.querySelector("[name=csrfmiddlewaretoken]").value;
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} form
 */
function content(section, form) {
  const data = new FormData();
  for (const field of section.querySelectorAll("[name]")) {
    const chosen = (field.type !== "checkbox" && field.type !== "radio") || field.checked;
    if (field.type !== "file" && field.type !== "submit" && chosen) { data.append(field.name, field.value); }
  }
  data.append("csrfmiddlewaretoken", token(form));
  return data;
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
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.version = 0;
    this.savedVersion = 0;
    section.addEventListener("input", (event) => this.changed(event));
    section.addEventListener("change", (event) => this.changed(event));
    // Fingers may have been faster than this module.
    if ([...section.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue)) { this.wait(); }
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
    this.saving = true;
    try {
      const response = await fetch(this.section.dataset.save, { method: "POST", body: content(this.section, this.form), ...options });
      const answer = await response.json();
      if (response.ok) {
        this.savedVersion = version;
        this.showErrors(answer.errors);
      }
      this.say(answer.saved || answer.error);
    } catch {
      this.say(this.form.dataset.failed);
    }
    this.saving = false;
    // Something was typed meanwhile.
    if (this.version > version) { this.timer = setTimeout(() => this.save(), PAUSE); }
  }

  /** @param {string} words */
  say(words) {
    this.line.textContent = words;
  }

  /**
   * The server's words beside the field, and away again once the field is right.
   * @param {Record<string, string[]>} errors by the id of the field
   */
  showErrors(errors) {
    for (const old of this.section.querySelectorAll("[data-live-error]")) {
      old.closest(".field, fieldset")?.classList.remove("error");
      old.remove();
    }
    for (const [id, messages] of Object.entries(errors)) {
      const field = document.getElementById(id);
      const frame = field?.closest(".field, fieldset");
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
