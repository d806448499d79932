// Her space can be kept on a phone. Without this it is the same pages.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
