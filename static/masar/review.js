// A review saves itself, field by field, as she goes on. Without this file a button does it.
// Each field keeps the version it was read at: what was changed in another window is told, not overwritten.
(() => {
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const waiting = new Set();
  let turn = Promise.resolve();
  let timer;

  form.querySelector("[data-without-script]").hidden = true;
  document.querySelector("[role=alert]")?.focus();
  form.addEventListener("input", (event) => later(event, 1500));
  form.addEventListener("change", (event) => later(event, 0));
  form.addEventListener("submit", () => waiting.clear());
  window.addEventListener("pagehide", flush);
  window.addEventListener("online", flush);

  function later(event, delay) {
    const field = event.target.closest("[data-field]");
    if (!field) return;
    waiting.add(field);
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  function flush() {
    for (const field of waiting) turn = turn.then(() => save(field));
    waiting.clear();
  }

  async function save(field) {
    const name = field.dataset.field;
    const value = field.querySelector("textarea, input:checked").value;
    const data = new URLSearchParams({
      save: "1",
      [name]: value,
      version: (versionOf(name) ?? form.elements.version).value,
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    });
    status.textContent = form.dataset.saving;
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      const readable = (reply.headers.get("Content-Type") || "").includes("json");
      const told = readable ? await reply.json() : { errors: {}, conflicts: {} };
      if (told.version) stamp(name, told.version);
      show(field, told.errors[name] ?? told.errors[""], told.conflicts[name]);
      status.textContent = reply.ok ? form.dataset.saved : form.dataset.refused;
    } catch {
      waiting.add(field);
      status.textContent = form.dataset.offline;
    }
  }

  // The button sends these along: a field that has saved itself is newer than the page.
  function stamp(name, version) {
    const mark = versionOf(name) ?? document.createElement("input");
    Object.assign(mark, { type: "hidden", name: `version.${name}`, value: version });
    form.append(mark);
  }

  function versionOf(name) {
    return form.querySelector(`input[name="version.${name}"]`);
  }

  function show(field, error, other) {
    const wrong = field.querySelector("[data-error]");
    wrong.hidden = !error;
    wrong.textContent = error || "";
    field.querySelector("textarea")?.toggleAttribute("aria-invalid", Boolean(error));
    const elsewhere = field.querySelector("[data-other]");
    elsewhere.hidden = other === undefined;
    elsewhere.textContent = other === undefined ? "" : `${form.dataset.elsewhere} ${other || form.dataset.none}`;
  }
})();
