// What Unfold and its choosers leave without a landmark, a name or a place for the skip link, for those who
// listen to a page or go through it by keyboard.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("main")?.setAttribute("role", "main");
  document.getElementById("content")?.setAttribute("tabindex", "-1");
  // Tabs that do not fit are swiped: the place Unfold has for the rest of them takes in those that fit as well.
  document.getElementById("tabs-dropdown")?.parentElement.remove();

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const capitalised = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const cell = (control) => control.closest("[data-label]")?.dataset.label;
  const said = (control) => {
    const heading = control.closest("form, div")?.parentElement?.querySelector("h3")?.textContent;
    const name = control.getAttribute("aria-label") || control.labels?.[0]?.textContent || cell(control) || heading;
    return name?.replaceAll("*", "").trim();
  };

  // A chooser has no name of its own: it takes that of the list it stands for.
  const nameChooser = (box, select) => {
    const name = select && said(select);
    if (!name) return;
    for (const part of all("[role=combobox], [role=textbox], input", box)) part.setAttribute("aria-label", name);
    for (const cross of all("ul > span", box)) {
      const item = document.createElement("li");
      cross.replaceWith(item);
      item.append(cross);
    }
  };
  const nameAll = () => {
    for (const box of all("select + .select2-container")) nameChooser(box, box.previousElementSibling);
    const opened = document.querySelector("select + .select2-container--open")?.previousElementSibling;
    for (const box of all("body > .select2-container--open")) nameChooser(box, opened);
    for (const control of all("td[data-label] :is(input:not([type=hidden]), select, textarea)")) {
      if (!control.labels?.length && !control.hasAttribute("aria-label")) {
        control.setAttribute("aria-label", cell(control));
      }
    }
    for (const hint of all(".help-tooltip[aria-label]:not([role])")) hint.setAttribute("role", "img");
    // One page may hold several parts that scroll: none of them is a landmark.
    for (const part of all(".simplebar-content-wrapper[role=region]")) {
      part.setAttribute("role", "group");
      part.removeAttribute("aria-label");
    }
  };

  for (const one of all("td[data-label], th[data-label]")) one.dataset.label = capitalised(one.dataset.label);
  for (const head of all("thead th")) {
    if (head.textContent.trim() || head.querySelector("input")) continue;
    const blank = document.createElement("td");
    blank.className = head.className;
    head.replaceWith(blank);
  }
  nameAll();
  new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
});
