// Unfold's pages have no main landmark for screen readers to jump to, and no place the skip link leads to.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("main")?.setAttribute("role", "main");
  document.getElementById("content")?.setAttribute("tabindex", "-1");
});
