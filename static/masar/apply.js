// An application saves itself, question by question, as she goes on; documents leave as they are chosen.
// Without this file the buttons of the form do all of it.
(() => {
  const form = document.querySelector("form[data-check]");
  if (!form) return;
  const status = form.querySelector("[data-status]");
  const words = form.dataset;
  const address = form.getAttribute("action"); // a question may be called “action”
  const read = form.querySelector("[name='form.version']").value;
  const waiting = new Set(); // questions that were changed and are not saved yet
  const versions = new Map(); // the application's version at which the page last knew a question's answer
  let turn = Promise.resolve();
  let timer;
  let uploads = 0;

  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  document.querySelector("[role=alert]")?.focus();

  form.addEventListener("input", (event) => later(event, 1500));
  form.addEventListener("change", changed);
  form.addEventListener("submit", pressed);
  window.addEventListener("pagehide", () => flush());
  window.addEventListener("online", () => flush());
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size || uploads) event.preventDefault();
  });

  // -- what is typed ------------------------------------------------------------------------
  function later(event, delay) {
    const question = event.target.closest("[data-question]");
    if (!question || event.target.type === "file") return;
    count(question, event.target);
    waiting.add(question);
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  function changed(event) {
    if (event.target.type === "file") return send(event.target);
    if (event.target.name === "form.track") return take(event.target);
    later(event, 0);
  }

  function count(question, field) {
    const told = question.querySelector("[data-words-now]");
    if (told) told.textContent = field.value.split(/\s+/).filter(Boolean).length;
  }

  function flush() {
    clearTimeout(timer);
    for (const question of waiting) turn = turn.then(() => save(question));
    return turn;
  }

  async function save(question) {
    if (!waiting.delete(question)) return;
    const key = question.dataset.question;
    const data = new FormData();
    for (const field of question.elements) {
      if (!field.name || ["file", "submit", "button"].includes(field.type)) continue;
      if (field.type === "select-multiple") {
        for (const option of field.selectedOptions) data.append(field.name, option.value);
      } else if (!["radio", "checkbox"].includes(field.type) || field.checked) {
        data.append(field.name, field.value);
      }
    }
    data.append("form.version", versions.get(key) ?? read);
    say(words.saving);
    const said = await post(data);
    if (!said) {
      waiting.add(question);
      clearTimeout(timer);
      timer = setTimeout(flush, 10_000);
      return;
    }
    versions.set(key, said.version);
    show(question, said);
    if (said.fault) say(said.fault);
    else say(key in said.errors || key in said.conflicts ? words.refused : words.saved);
  }

  // What the server says; null where it said nothing, so that it is asked again.
  async function post(data) {
    try {
      const reply = await fetch(address, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
        keepalive: [...data.values()].join("").length < 15_000, // browsers let no more outlive the page
      });
      if ((reply.headers.get("Content-Type") || "").includes("json")) return progress(await reply.json());
      say(words.failed);
    } catch {
      say(words.offline);
    }
    return null;
  }

  function progress(said) {
    const [done, total] = said.progress;
    const bar = document.querySelector("[data-progress]");
    bar.value = done;
    const told = document.querySelector("[data-progress-words]");
    told.firstElementChild.textContent = told.dataset.progressWords
      .replace("{done}", done)
      .replace("{total}", total);
    return said;
  }

  function show(question, said) {
    const key = question.dataset.question;
    const [field] = question.querySelectorAll(`[name="${key}"]:not([type=hidden])`);
    const id = `id_${key}_error`;
    question.querySelector("[data-conflict]")?.remove();
    for (const old of question.querySelectorAll(".errorlist:not([data-refused])")) old.remove();
    if (key in said.conflicts) {
      const text = words.elsewhere.replace("{text}", said.conflicts[key]);
      const note = Object.assign(document.createElement("p"), { className: "notice", textContent: text });
      note.dataset.conflict = "";
      question.querySelector("legend").after(note);
    }
    const faults = said.errors[key] || [];
    if (faults.length) question.append(list(faults, id));
    if (!field || ["radio", "checkbox"].includes(field.type)) return;
    const about = [`id_${key}_helptext`, id].filter((one) => document.getElementById(one));
    field.toggleAttribute("aria-invalid", false);
    if (faults.length) field.setAttribute("aria-invalid", "true");
    if (about.length) field.setAttribute("aria-describedby", about.join(" "));
    else field.removeAttribute("aria-describedby");
  }

  function list(lines, id) {
    const made = Object.assign(document.createElement("ul"), { className: "errorlist", id });
    made.append(...lines.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    return made;
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  // -- what is pressed ----------------------------------------------------------------------
  async function pressed(event) {
    const name = event.submitter?.name;
    event.preventDefault();
    if (name === "form.remove") return remove(event.submitter);
    await flush();
    const isKept = !waiting.size && !form.querySelector("p[data-conflict]");
    if (name === "form.check" && isKept) location.assign(words.check);
  }

  async function take(track) {
    await flush();
    const data = new FormData();
    data.append("form.track", track.value);
    const said = await post(data);
    if (said?.fault) say(said.fault);
    else if (said) location.reload();
  }

  async function remove(button) {
    const question = button.closest("[data-question]");
    const data = new FormData();
    data.append("form.remove", button.value);
    const said = await post(data);
    if (!said) return;
    if (said.fault) say(said.fault);
    renew(question, said);
    question.querySelector("input[type=file]")?.focus();
  }

  // -- documents ----------------------------------------------------------------------------
  async function send(input) {
    const question = input.closest("[data-question]");
    const files = [...input.files];
    const refused = question.querySelector("[data-refused]");
    refused.replaceChildren();
    refused.hidden = true;
    for (const file of files) {
      const most = Number(input.dataset.most);
      if (file.size > most) {
        const text = words.big.replace("{name}", file.name).replace("{most}", most / 1_000_000);
        refuse(question, [text]);
      } else {
        await sendOne(question, input.name, file);
      }
    }
    input.value = "";
  }

  function sendOne(question, name, file) {
    const line = document.createElement("li");
    line.className = "document going";
    const told = document.createElement("span");
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    line.append(told, bar);
    question.querySelector("[data-files]").append(line);
    const data = new FormData();
    data.append(name, file);
    uploads += 1;
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        const percent = event.lengthComputable ? Math.floor((100 * event.loaded) / event.total) : 0;
        bar.value = percent;
        told.textContent = words.sending.replace("{name}", file.name).replace("{percent}", percent);
      });
      request.addEventListener("loadend", () => {
        uploads -= 1;
        line.remove();
        if (request.response) arrived(question, progress(request.response));
        else broken(question, name, file);
        done();
      });
      request.send(data);
    });
  }

  function arrived(question, said) {
    renew(question, said);
    const key = question.dataset.question;
    const faults = [...(said.refused[key] || []), ...(said.fault ? [said.fault] : [])];
    if (faults.length) refuse(question, faults);
    else say(words.saved);
  }

  function broken(question, name, file) {
    const again = document.createElement("button");
    Object.assign(again, { type: "button", className: "button link", textContent: words.again });
    const line = Object.assign(document.createElement("li"), {
      textContent: `${words.broken.replace("{name}", file.name)} `,
    });
    line.append(again);
    const refused = question.querySelector("[data-refused]");
    refused.append(line);
    refused.hidden = false;
    again.addEventListener("click", () => {
      line.remove();
      refused.hidden = !refused.children.length;
      sendOne(question, name, file);
    });
  }

  function refuse(question, lines) {
    const refused = question.querySelector("[data-refused]");
    for (const text of lines) {
      refused.append(Object.assign(document.createElement("li"), { textContent: text }));
    }
    refused.hidden = false;
    say(lines.at(-1));
  }

  // The list of documents as the server has it now: its own page, with every name made harmless.
  function renew(question, said) {
    const files = said.files[question.dataset.question];
    if (files !== undefined) question.querySelector("[data-files]").innerHTML = files;
  }
})();
