// Keeps the look of the pages and the one that says that there is no line. No page of hers is ever kept.
const told = {{ told|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(told.name)
      .then((kept) => kept.addAll([...told.files, told.offline]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== told.name).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(told.offline)));
  } else if (told.files.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
