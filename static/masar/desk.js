// Unfold's pages have no main landmark for screen readers to jump to.
document.addEventListener("DOMContentLoaded", () => document.getElementById("main")?.setAttribute("role", "main"));
