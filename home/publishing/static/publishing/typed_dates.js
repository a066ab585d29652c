// What was typed into a date field becomes the day it means, shown as all dates are, or gets an error that stays.

const ADDRESS = document.querySelector("script[data-read-dates]").dataset.readDates;

// What Wagtail's picker says about a field: a day, a time or both; undefined for a field without picker.
function kindOf(field) {
  const picker = window.jQuery?.(field).data("xdsoft_datetimepicker");
  const has = (part) => picker.find(`.xdsoft_${part}`).hasClass("active");
  return picker && (has("datepicker") ? (has("timepicker") ? "moment" : "day") : "time");
}

function complain(field, message) {
  const place = field.closest("[data-field]")?.querySelector("[data-field-errors]") ?? field.parentElement;
  place.querySelector("[data-typed-date]")?.remove();
  field.toggleAttribute("aria-invalid", false);
  if (message) {
    const line = document.createElement("p");
    line.className = "error-message";
    line.dataset.typedDate = "";
    line.setAttribute("role", "alert");
    line.textContent = message;
    place.append(line);
    field.setAttribute("aria-invalid", "true");
  }
}

document.addEventListener("change", async ({ target }) => {
  const kind = target.matches("input") && kindOf(target);
  if (!kind) {
    return;
  }
  const typed = target.value;
  if (!typed.trim()) {
    complain(target, "");
    return;
  }
  const answer = await fetch(`${ADDRESS}${kind}/?text=${encodeURIComponent(typed)}`).catch(() => null);
  // Without an answer what was typed stays, and is read when the form is saved.
  if (answer?.ok && target.value === typed) {
    const { shown, error } = await answer.json();
    complain(target, error);
    if (shown && shown !== typed && target.value === typed) {
      target.value = shown;
      target.dispatchEvent(new Event("input", { bubbles: true }));
      target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});

// Whoever leaves a field at once leaves it before its picker opens, which then lies over the buttons below.
document.addEventListener("focusout", ({ target }) => {
  if (target.matches("input") && kindOf(target)) {
    setTimeout(() => document.activeElement !== target && window.jQuery(target).datetimepicker("hide"), 250);
  }
});
