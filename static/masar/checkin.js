// A check-in saves itself, question by question, as she goes on. Without this file a button does it.
(() => {
  const form = document.querySelector("form[data-autosave]");
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
    const question = event.target.closest("[data-question]");
    if (!question) return;
    waiting.add(question);
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  function flush() {
    for (const question of waiting) turn = turn.then(() => save(question));
    waiting.clear();
  }

  async function save(question) {
    const data = new URLSearchParams({ save: "1" });
    for (const field of question.elements) {
      const chosen = !["radio", "checkbox"].includes(field.type) || field.checked;
      if (field.name && chosen) data.append(field.name, field.value);
    }
    status.textContent = form.dataset.saving;
    try {
      const reply = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      const readable = (reply.headers.get("Content-Type") || "").includes("json");
      if (readable) show(question, (await reply.json()).errors);
      status.textContent = reply.ok ? form.dataset.autosave : form.dataset.refused;
    } catch {
      waiting.add(question);
      status.textContent = form.dataset.offline;
    }
  }

  function show(question, errors) {
    for (const field of question.elements) {
      if (!field.id || ["radio", "checkbox"].includes(field.type)) continue;
      const id = `${field.id}_error`;
      const messages = errors[field.name] || [];
      document.getElementById(id)?.remove();
      field.toggleAttribute("aria-invalid", false);
      field.removeAttribute("aria-describedby");
      if (!messages.length) continue;
      const list = document.createElement("ul");
      list.className = "errorlist";
      list.id = id;
      for (const message of messages) {
        list.append(Object.assign(document.createElement("li"), { textContent: message }));
      }
      field.after(list);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", id);
    }
  }
})();
