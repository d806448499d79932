// Keys of one letter, as the page “Keys and mail” lists them. They do nothing while somebody types, nor with
// Ctrl, Alt or Cmd, and can be switched off there (WCAG 2.1.4): the cookie says so.
(() => {
  const DESK = "/admin/";
  const TASKS = `${DESK}desk/task/`;
  const WAIT = 1500; // milliseconds in which the second of two keys counts
  const FIELDS = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=menu]";
  const ITEMS = "[data-keys-item], #result_list tbody tr th a, #result_list tbody tr:not(:has(th a)) td:not(.action-checkbox) a";
  let first = "";
  let timer = 0;

  const isOff = () => document.cookie.split("; ").includes("desk_keys=off");
  const isSeen = (element) => element.getClientRects().length > 0;
  // By its place where the keyboard writes no Latin letters.
  const letter = (event) => (/^[a-z]$/.test(event.key) ? event.key : event.code.replace(/^Key/, "").toLowerCase());

  function step(by) {
    const rows = new Map();
    for (const item of document.querySelectorAll(ITEMS)) {
      const row = item.closest("tr, li") ?? item;
      if (isSeen(item) && !rows.has(row)) rows.set(row, item);
    }
    const items = [...rows.values()];
    const here = [...rows.keys()].findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? (by > 0 ? 0 : items.length - 1) : here + by;
    items[Math.min(Math.max(next, 0), items.length - 1)]?.focus();
  }

  function search() {
    const fields = document.querySelectorAll("#searchbar, #content input[type=search], #nav-filter, input[type=search]");
    [...fields].find(isSeen)?.focus();
  }

  function task() {
    if (!document.querySelector(`a[href="${TASKS}"]`)) return; // she has no right to tasks
    const person = document.querySelector("[data-person]")?.dataset.person
      ?? location.pathname.match(/\/people\/person\/(\d+)\//)?.[1];
    location.assign(`${TASKS}add/${person ? `?person=${person}` : ""}`);
  }

  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    n: task,
  };

  function act(event) {
    if (event.key === "/") return search;
    if (event.key === "?" || event.key === "؟") return () => location.assign(`${DESK}today/habits/`);
    if (event.shiftKey) return null;
    const key = letter(event);
    if (first === "g") return key === "t" ? () => location.assign(DESK) : null;
    return ACTS[key] ?? null;
  }

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat && letter(event) === "n") return;
      if (event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
      if (isOff()) {
        if (event.key.length === 1) event.stopPropagation(); // the library under the desk has a letter as well
        return;
      }
      const found = act(event);
      const starts = !event.shiftKey && letter(event) === "g" && first !== "g";
      clearTimeout(timer);
      first = starts ? "g" : "";
      timer = setTimeout(() => (first = ""), WAIT);
      if (!found && !starts) return;
      event.preventDefault();
      event.stopPropagation();
      found?.();
    },
    true,
  );
})();
