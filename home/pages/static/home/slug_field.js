// The field for the address: follows the title of an unpublished page, as Wagtail's does, by the site's own rule.

import { slug } from "./slug.js";

class SlugField extends window.StimulusModule.Controller {
  static values = { length: Number, fixed: Array, suffix: String };

  connect() {
    this.before = this.element.value;
  }

  /**
   * Whether the address is still that of the title; one that somebody chose does not follow.
   * @param {CustomEvent<{value: string}>} event
   */
  compare(event) {
    if (this.element.value && this.element.value !== this.offer(event.detail.value)) {
      event.preventDefault();
    }
  }

  /** @param {CustomEvent<{value: string}>} event */
  follow(event) {
    event.preventDefault();
    this.put(this.offer(event.detail.value));
  }

  // What was there stays as it is, whatever rule it was made by.
  tidy() {
    if (this.element.value !== this.before) {
      this.put(this.slugOf(this.element.value));
    }
  }

  /**
   * Never an address that is the site's own.
   * @param {string} title
   */
  offer(title) {
    const offered = this.slugOf(title);
    return this.fixedValue.includes(offered) ? offered + this.suffixValue : offered;
  }

  /** @param {string} text */
  slugOf(text) {
    return slug(text, this.lengthValue);
  }

  /** @param {string} value */
  put(value) {
    if (value && value !== this.element.value) {
      this.element.value = value;
      this.dispatch("applied", { cancelable: false });
    }
  }
}

window.wagtail.app.register("site-slug", SlugField);

// Whoever pastes a title with the mouse presses no key, which is what Wagtail waits for; saving does not wait.
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-controller~=w-sync]")) {
    target.dispatchEvent(new KeyboardEvent("keyup"));
  }
});
