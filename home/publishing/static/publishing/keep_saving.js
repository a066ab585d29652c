// After a refused publication Wagtail 7.4 saves the form once by itself and then stops looking for changes, while it
// goes on saying "Gespeichert": its check for changes is never started for a form that counts as changed from the
// start (UnsavedController.checkIntervalValueChanged). Here it is started after that first saving.

const refused = new WeakSet();

document.addEventListener("w-autosave:save", ({ target }) => {
  if (target.dataset.wUnsavedForceValue === "true") {
    refused.add(target);
  }
});

document.addEventListener("w-autosave:success", ({ target }) => {
  if (refused.delete(target)) {
    target.dataset.wUnsavedCheckIntervalValue = "501";
    // What was typed while the first saving was on its way.
    target.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  }
});
