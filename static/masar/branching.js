// A question with a condition shows itself once its condition holds. Without this file all are there,
// each with a line that says when it is meant. The server keeps no answer to one that is not shown.
(() => {
  const form = document.querySelector("form.questions");
  if (!form) return;
  const questions = [...form.querySelectorAll("[data-question]")];
  const news = form.querySelector("[data-news]");

  for (const line of form.querySelectorAll("[data-condition]")) line.hidden = true;
  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  arrange();

  // In the order of the page: what one depends on stands before it, and is settled by then.
  function arrange() {
    const come = [];
    for (const question of questions) {
      if (!question.dataset.on) continue;
      const holds = isMeant(question);
      if (holds && question.hidden) come.push(question);
      question.hidden = !holds;
    }
    return come;
  }

  // Said, not focused: she stays where she is.
  function tell() {
    const come = arrange();
    if (come.length) news.textContent = come.map(announced).join(" ");
  }

  function announced(question) {
    return `${form.dataset.more} ${question.querySelector("legend").textContent.trim()}`;
  }

  function isMeant(question) {
    const { on, has, has_not: hasNot } = question.dataset;
    const given = answersTo(questions.find((one) => one.dataset.question === on));
    const codes = (has ?? hasNot).split(" ");
    return codes.some((code) => given.includes(code)) === (has !== undefined);
  }

  function answersTo(question) {
    if (!question || question.hidden) return [];
    return [...question.elements].filter((field) => field.checked).map((field) => field.value);
  }
})();
