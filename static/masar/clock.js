// Counts down to an instant, and adds to each instant what a clock says where she is, if it says something
// else. Without this file the server's words stand.
(() => {
  const language = `${document.documentElement.lang}-u-nu-latn`;
  const number = (value, unit) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  const list = new Intl.ListFormat(language, { type: "unit", style: "long" });
  const counters = [...document.querySelectorAll("[data-countdown]")];
  // Her clock may be wrong; the server's is the one that counts.
  const ahead = counters.length ? Date.now() - 1000 * counters[0].dataset.now : 0;

  for (const time of document.querySelectorAll("time[data-zone]")) addHers(time);
  tick();

  function addHers(time) {
    const at = new Date(time.dateTime);
    const says = (zone) =>
      new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(at);
    if (says(time.dataset.zone) === says(undefined)) return;
    const hers = document.createElement("span");
    hers.className = "small muted hers";
    hers.textContent = ` (${time.dataset.yours.replace("{at}", says(undefined))})`;
    time.after(hers);
  }

  function tick() {
    let soonest = Infinity;
    for (const counter of counters) {
      const left = Math.floor((new Date(counter.dataset.countdown) - Date.now() + ahead) / 1000);
      if (left < 0) continue;
      soonest = Math.min(soonest, left);
      counter.textContent = list.format(parts(left));
    }
    // By the second in the last hour, by the minute before.
    if (soonest < Infinity) setTimeout(tick, soonest < 3600 ? 1000 : 20_000);
  }

  function parts(left) {
    const [days, hours] = [Math.floor(left / 86_400), Math.floor(left / 3600) % 24];
    const [minutes, seconds] = [Math.floor(left / 60) % 60, left % 60];
    if (days) return [number(days, "day"), ...(hours ? [number(hours, "hour")] : [])];
    if (hours) return [number(hours, "hour"), number(minutes, "minute")];
    return [...(minutes ? [number(minutes, "minute")] : []), number(seconds, "second")];
  }
})();
