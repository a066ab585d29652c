/** The menu opens and closes by itself (popover); a link to a place on the same page must close it, too. */
export function watchMenu() {
  const menu = document.getElementById("menue");
  if (!menu || !menu.hidePopover) { return; }
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a") && menu.matches(":popover-open")) { menu.hidePopover(); }
  });
  // On a wide window the menu stands in the head; one that was opened before must not stay on top of the page.
  matchMedia("(min-width: 56.01rem)").addEventListener("change", (query) => {
    if (query.matches && menu.matches(":popover-open")) { menu.hidePopover(); }
  });
}
