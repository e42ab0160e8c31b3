// Plays a recording along with its words: from a clicked word on, and the word being said is marked.
"use strict";

const indexes = new WeakMap(); // of each track: its words by channel, in order of time
const marked = new WeakMap(); // of each track: the words being said
const lines = new WeakMap(); // of each track: the line being said

function soundOf(node) {
  return node.closest(".track")?.querySelector("audio") ?? null;
}

/** The words of a track by channel, with their times in seconds. */
function indexOf(track) {
  if (!indexes.has(track)) {
    const channels = new Map();
    for (const span of track.querySelectorAll(".said .w")) {
      const channel = span.closest(".words").dataset.channel;
      if (!channels.has(channel)) channels.set(channel, []);
      channels.get(channel).push({ span, from: Number(span.dataset.from), to: Number(span.dataset.to) });
    }
    indexes.set(track, [...channels.values()].map((words) => words.sort((a, b) => a.from - b.from)));
  }
  return indexes.get(track);
}

/** The last word that begins by `time`, if it is not over. */
function wordAt(words, time) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].from <= time) low = middle + 1;
    else high = middle;
  }
  const word = words[low - 1];
  return word && time < word.to ? word.span : null;
}

function mark(track, time) {
  const spoken = new Set(indexOf(track).map((words) => wordAt(words, time)).filter(Boolean));
  const before = marked.get(track) ?? new Set();
  for (const span of before) if (!spoken.has(span)) span.removeAttribute("aria-current");
  for (const span of spoken) if (!before.has(span)) span.setAttribute("aria-current", "true");
  marked.set(track, spoken);
  follow(track, [...spoken][0]?.closest("li"));
}

/** The line being said stays in view for a reader who follows it, and for no other. */
function follow(track, line) {
  const before = lines.get(track);
  if (!line || line === before) return;
  lines.set(track, line);
  before?.removeAttribute("aria-current");
  line.setAttribute("aria-current", "true");
  if (before && !soundOf(track).paused && isInView(before)) line.scrollIntoView({ block: "nearest" });
}

function isInView(line) {
  const { top, bottom } = line.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function playFrom(node, seconds) {
  const sound = soundOf(node);
  if (!sound) return;
  sound.currentTime = seconds;
  mark(node.closest(".track"), seconds);
  sound.play().catch(() => {}); // the browser may want a click on the player first
}

function toggle(sound) {
  if (sound.paused) sound.play().catch(() => {});
  else sound.pause();
}

/** The lines of a conversation are gone through by arrow keys. */
function step(list, by) {
  const all = [...list.children];
  const at = all.indexOf(document.activeElement.closest("li"));
  const line = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  line.focus();
  soundOf(list).currentTime = Number(line.dataset.from);
  mark(list.closest(".track"), Number(line.dataset.from));
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

document.addEventListener("click", (event) => {
  const from = event.target.closest("button.from, .w");
  if (from && String(getSelection()) === "") playFrom(from, Number(from.dataset.from));
});

document.addEventListener("keydown", (event) => {
  const list = event.target.closest("[data-playable]");
  if (!list || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("button")) return;
  if (event.key === " ") toggle(soundOf(list));
  else if (event.key === "Enter") playFrom(list, Number(event.target.dataset.from ?? 0));
  else if (event.key in STEPS) step(list, STEPS[event.key]);
  else return;
  event.preventDefault();
});

function onTime(event) {
  const track = event.target.closest(".track");
  if (track) mark(track, event.target.currentTime);
}

function onPlay(event) {
  const sound = event.target;
  for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
  const frame = () => {
    if (sound.paused || !sound.isConnected) return;
    onTime(event);
    requestAnimationFrame(frame);
  };
  frame();
}

function tellProblem(event, hidden) {
  const problem = event.target.closest(".player")?.querySelector(".problem");
  if (problem) problem.hidden = hidden;
}

// what a player tells does not rise to the document: it is caught on its way down
for (const kind of ["timeupdate", "seeking", "seeked", "pause"]) document.addEventListener(kind, onTime, true);
document.addEventListener("play", onPlay, true);
document.addEventListener("error", (event) => tellProblem(event, false), true);
document.addEventListener("playing", (event) => tellProblem(event, true), true);
