// The search on top of the menu as a quick list; without this file Enter leads to a page with the same.
document.addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("desk-find");
  const found = document.getElementById("desk-found");
  if (!box || !found) return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "desk-found-list");
  box.setAttribute("aria-expanded", "false");
  let waiting = 0;
  let asked = null;

  const options = () => [...found.querySelectorAll("[role=option]")];
  const show = (open) => {
    found.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) box.removeAttribute("aria-activedescendant");
  };
  const at = () => options().findIndex((one) => one.getAttribute("aria-selected") === "true");
  const choose = (place) => {
    options().forEach((one, number) => one.setAttribute("aria-selected", String(number === place)));
    const one = options()[place];
    if (!one) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", one.id);
    one.scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    asked?.abort();
    const text = box.value.trim();
    if (!text) return show(false);
    asked = new AbortController();
    try {
      const address = `${box.form.action}?s=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, signal: asked.signal });
      if (!answer.ok || answer.redirected) return show(false);
      found.innerHTML = await answer.text();
      show(true);
    } catch {
      // a newer question, or no network: Enter still leads to the page
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  box.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape") show(false);
    if (found.hidden || !count) return;
    if (event.key === "ArrowDown") choose((at() + 1) % count);
    else if (event.key === "ArrowUp") choose(at() > 0 ? at() - 1 : count - 1);
    else if (event.key === "Enter" && at() >= 0) window.location.assign(options()[at()].href);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!box.form.contains(event.target)) show(false);
  });
});
