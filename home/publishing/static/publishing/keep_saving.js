// Keeps Wagtail's autosave in step with the person who writes. It looks for changes since a moment of its own choice:
// two seconds after the form has come, and the end of every saving. What was pasted or typed sooner counts as saved and
// is not. And it creates a page beside the one that a button creates meanwhile.

const refused = new WeakSet();
// Somebody is at work; before that scripts fill the form.
let begun = false;
const written = new WeakSet();
/** @type {WeakMap<EventTarget, () => void>} */
const ends = new WeakMap();
/** @type {WeakMap<EventTarget, Promise<void>>} */
const underWay = new WeakMap();
/** @type {EventTarget | null} */
let leaving = null;

/** @param {EventTarget} form */
export function saveAgain(form) {
  form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
}

/**
 * From now on nothing is saved beside the button that was pressed; resolves when what was under way has come to its end.
 * @param {EventTarget} form
 */
export async function leave(form) {
  leaving = form;
  await underWay.get(form);
}

/** The button has led nowhere: what is written is saved by itself again. */
export function stay() {
  leaving = null;
}

window.addEventListener("pageshow", stay);

for (const name of ["input", "change"]) {
  document.addEventListener(
    name,
    (event) => {
      begun ||= event.isTrusted;
      const form = begun && event.target.closest("form[data-edit-form]");
      form && written.add(form);
    },
    true,
  );
}

document.addEventListener("w-autosave:save", (event) => {
  const { target } = event;
  if (target === leaving) {
    event.preventDefault();
    return;
  }
  written.delete(target);
  underWay.set(target, new Promise((resolve) => ends.set(target, resolve)));
  // After a refused publication Wagtail 7.4 saves the form once by itself and then stops looking for changes, while it
  // goes on saying "Gespeichert" (UnsavedController.checkIntervalValueChanged). Here it is started after that saving.
  if (target.dataset.wUnsavedForceValue === "true") {
    refused.add(target);
  }
});

for (const name of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(name, ({ target }) => {
    ends.get(target)?.();
    if (name === "w-autosave:success" && refused.delete(target)) {
      target.dataset.wUnsavedCheckIntervalValue = "501";
      saveAgain(target);
    }
  });
}

document.addEventListener("w-unsaved:watch-edits", ({ target }) => {
  if (written.delete(target)) {
    saveAgain(target);
  }
});
