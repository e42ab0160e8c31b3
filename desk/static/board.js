// Keeps the live board live: sections replaced as they change, waits ticking in between.
"use strict";

const board = document.getElementById("board");
const sign = document.getElementById("live");
const news = document.getElementById("news");

const SILENCE = 5000; // milliseconds without a pulse after which the page is no longer live
const AGAIN = 2000;

let stream;
let pulse = { now: Number(board.dataset.now), at: performance.now() };
let lost = false;

/** The hotline's time now, in epoch seconds: its clock may run faster than life. */
function now() {
  return pulse.now + ((performance.now() - pulse.at) / 1000) * Number(board.dataset.speed);
}

function timer(seconds) {
  const whole = Math.max(Math.floor(seconds), 0);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function tick() {
  if (performance.now() - pulse.at > SILENCE) show(true);
  if (lost) return; // nobody knows who still waits
  for (const each of document.querySelectorAll("[data-since]")) {
    const text = timer(now() - Number(each.dataset.since));
    if (each.textContent !== text) each.textContent = text;
  }
}

function show(isLost) {
  lost = isLost;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone: board.dataset.zone,
  }).format(pulse.now * 1000);
  const text = lost ? sign.dataset.lost.replace("{time}", time) : sign.dataset.live;
  if (sign.textContent !== text) sign.textContent = text;
  document.body.dataset.state = lost ? "lost" : "live";
}

function replace(event) {
  const section = document.getElementById(event.type);
  section.innerHTML = event.data;
  const told = section.querySelector("[data-news]")?.textContent;
  if (told !== undefined && told !== news.textContent) news.textContent = told;
}

function onPulse(event) {
  pulse = { now: Number(event.data), at: performance.now() };
  show(false);
  tick();
}

/** The browser has given the stream up: has the session ended, or is the server away? */
async function askAgain() {
  const page = await fetch(location.href, { redirect: "manual", cache: "no-store" }).catch(() => null);
  if (page && (page.type === "opaqueredirect" || page.status === 403)) location.reload();
  else connect();
}

function connect() {
  stream?.close();
  stream = new EventSource(board.dataset.events);
  for (const part of board.querySelectorAll(":scope > section")) stream.addEventListener(part.id, replace);
  stream.addEventListener("pulse", onPulse);
  stream.addEventListener("over", () => {
    stream.close(); // it would ask again, in vain
    location.reload();
  });
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(askAgain, AGAIN);
  };
}

/** A connection can die without a word: no pulse for long, then it is made anew. */
function watch() {
  if (lost && stream.readyState === EventSource.OPEN) connect();
}

show(false);
connect();
setInterval(tick, 250);
setInterval(watch, SILENCE);
