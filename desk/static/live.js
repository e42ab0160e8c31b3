// Keeps a page true: its parts replaced as they change, its timers ticking in between, and a
// sign that says whether it is.
//
//   import { follow } from "./live.js";
//   follow(url, {part, pulse, over});   // each handler may be left out
//
// The page has, on one element, data-now, data-speed and data-zone (the hotline's time), an element
// #live with data-live and data-lost (what the sign says), and #news, a polite live region. A part
// is an element with data-part="name"; its rows, where it has a list, are elements with
// data-row="id" in one with data-list="name". Elements with data-since or data-until hold a timer.
// An element with an id and data-kept stays the one it is when the part around it is replaced.

const SILENCE = 4000; // milliseconds without a pulse after which the page is no longer live
const AGAIN = 1500;
const TICK = 250;
const QUIET = 10000; // between two announcements

const clock = document.querySelector("[data-now]");
let pulse = { now: Number(clock?.dataset.now), at: performance.now() };
let lost = false;
let announced = -QUIET;
let next = "";

/** The hotline's time now, in epoch seconds: its clock may run faster than life. */
export function now() {
  return pulse.now + ((performance.now() - pulse.at) / 1000) * Number(clock?.dataset.speed ?? 1);
}

/** Minutes and seconds, hours where there are any: 0:07, 12:30, 1:02:03. */
export function timer(seconds) {
  const whole = Math.max(Math.floor(seconds), 0);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Every timer shows the time that it is. */
export function tick(root = document) {
  const time = now();
  for (const each of root.querySelectorAll("[data-since], [data-until]")) {
    const { since, until } = each.dataset;
    const text = timer(since === undefined ? Math.ceil(Number(until) - time) : time - Number(since));
    if (each.textContent !== text) each.textContent = text;
  }
}

/** Says it to a screen reader: the first at once, then the newest from time to time. */
export function announce(text) {
  if (text !== undefined) next = text.replace(/\s+/g, " ").trim();
  const news = document.getElementById("news");
  if (!news || !next || next === news.textContent || performance.now() - announced < QUIET) return;
  announced = performance.now();
  news.textContent = next;
}

/** How to find the element with the focus again after its surroundings were drawn anew. */
function focusIn(element) {
  const active = document.activeElement;
  if (!active || !element.contains(active) || active === element) return null;
  if (active.id) return `#${CSS.escape(active.id)}`;
  const row = active.closest("[data-row]");
  const name = ["data-acts", "name", "href"].find((each) => active.hasAttribute(each));
  if (!name) return null;
  const own = `[${name}="${CSS.escape(active.getAttribute(name))}"]`;
  return row ? `[data-row="${CSS.escape(row.dataset.row)}"] ${own}` : own;
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  tick(template.content);
  return template.content;
}

/** The element's content is another one; focus, what is open in it and what is kept stay. */
export function replace(element, html) {
  const held = element !== document.activeElement && element.contains(document.activeElement);
  const focused = focusIn(element);
  const scrolled = [...element.querySelectorAll("[data-scroll]")].map((each) => each.scrollTop);
  const fresh = fragment(html);
  for (const old of element.querySelectorAll("[data-kept][id]")) {
    fresh.querySelector(`#${CSS.escape(old.id)}`)?.replaceWith(old);
  }
  for (const old of element.querySelectorAll("details[id][open]")) {
    fresh.querySelector(`#${CSS.escape(old.id)}`)?.setAttribute("open", "");
  }
  element.replaceChildren(fresh);
  element.querySelectorAll("[data-scroll]").forEach((each, place) => (each.scrollTop = scrolled[place] ?? 0));
  if (held && !element.contains(document.activeElement)) giveFocus(focused && element.querySelector(focused), element);
  announce(element.querySelector("[data-news]")?.textContent);
}

/** Rows that changed, came or went: [list, row, the row before which it stands, HTML or null]. */
export function rows(changes) {
  for (const [name, id, before, html] of changes) {
    const list = document.querySelector(`[data-list="${name}"]`);
    const row = (key) => (key === null ? null : list.querySelector(`:scope > [data-row="${CSS.escape(key)}"]`));
    if (!list) continue;
    const old = row(id);
    if (html === null) remove(list, old);
    else place(list, old, row(before), html);
  }
}

/** To the element that had it, or what stands around it: nobody is thrown back to the page's top. */
function giveFocus(wanted, around) {
  if (wanted) wanted.focus({ preventScroll: true });
  if (!wanted || document.activeElement !== wanted) around.closest("[tabindex]")?.focus({ preventScroll: true });
}

function remove(list, row) {
  const held = row?.contains(document.activeElement);
  row?.remove();
  if (held) giveFocus(null, list);
}

function place(list, old, before, html) {
  const held = old?.contains(document.activeElement);
  const focused = focusIn(list);
  const fresh = fragment(html).firstElementChild;
  if (old && old.nextElementSibling === before) old.replaceWith(fresh);
  else {
    old?.remove();
    list.insertBefore(fresh, before);
  }
  if (held) giveFocus(focused && list.querySelector(focused), list);
}

function show(isLost) {
  const sign = document.getElementById("live");
  lost = isLost;
  document.body.dataset.state = lost ? "lost" : "live";
  if (!sign) return;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone: clock.dataset.zone,
  }).format(pulse.now * 1000);
  const text = lost ? sign.dataset.lost.replace("{time}", time) : sign.dataset.live;
  if (sign.textContent !== text) sign.textContent = text;
}

/** Has the session ended, or is the server away? The stream may have ended for its own age. */
async function isOver(url) {
  const answer = await fetch(url, { method: "HEAD", redirect: "manual", cache: "no-store" }).catch(() => null);
  return answer !== null && (answer.type === "opaqueredirect" || [401, 403].includes(answer.status));
}

/**
 * Follow the stream at `url` until the page is left.
 *
 * part(name, html): a part has changed; without it, the element with that data-part is replaced.
 * pulse(now): the page is true as of then. over(): the session has ended; without it, the page is
 * loaded anew, which leads to the door.
 */
export function follow(url, { part, pulse: beat, over = () => location.reload() } = {}) {
  let stream;
  const parts = [...document.querySelectorAll("[data-part]")].map((each) => each.dataset.part);

  const onPart = (event) => {
    if (part) part(event.type, event.data);
    else replace(document.querySelector(`[data-part="${event.type}"]`), event.data);
  };

  function onPulse(event) {
    pulse = { now: Number(event.data), at: performance.now() };
    document.body.dataset.pulse = event.data;
    show(false);
    tick();
    beat?.(pulse.now);
  }

  async function again() {
    if (await isOver(url)) over();
    else connect();
  }

  function connect() {
    stream?.close();
    stream = new EventSource(url);
    for (const name of parts) stream.addEventListener(name, onPart);
    stream.addEventListener("rows", (event) => rows(JSON.parse(event.data)));
    stream.addEventListener("pulse", onPulse);
    stream.addEventListener("over", () => {
      stream.close(); // it would ask at once, and maybe in vain
      again();
    });
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(again, AGAIN);
    };
  }

  function check() {
    if (performance.now() - pulse.at > SILENCE) show(true);
    if (!lost) tick(); // nobody knows what is true now
    announce();
  }

  /** A connection can die without a word: no pulse for long, then it is made anew. */
  function watch() {
    if (lost && stream.readyState === EventSource.OPEN) connect();
  }

  show(false);
  connect();
  setInterval(check, TICK);
  setInterval(watch, SILENCE);
  window.addEventListener("offline", () => show(true));
  window.addEventListener("online", connect); // an attempt from before can hang for minutes
}
