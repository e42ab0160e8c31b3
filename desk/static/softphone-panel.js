// The telephone's panel on a page: `_softphone.html` draws it and loads this.
//
// Other scripts of the page take the telephone from here:
//   import { phone } from "./softphone-panel.js";   // null where the page has none
//
// A page that is left loses its line. So, while it is connected, links open beside it, and whoever
// closes it is asked. Of the pages of one browser one has the line; another may take it over.

import { Softphone } from "./softphone.js";

const KEPT = "softphone"; // in sessionStorage: this page was connected, and is again when reloaded
const MOST_LINES = 200;

const panel = document.getElementById("softphone");
const words = JSON.parse(panel?.dataset.words ?? "{}");
const part = (name) => panel.querySelector(`[data-part="${name}"]`);

export const phone = panel && new Softphone(panel.dataset);
const others = new BroadcastChannel("sapa-softphone");
let there = false; // another page has the line

function show() {
  const { state, problem } = phone;
  const on = state !== "off";
  panel.dataset.state = state;
  part("state").textContent = words[there && !on && !problem ? "there" : state];
  part("problem").textContent = problem ? words[problem] : "";
  swap(part("connect"), part("disconnect"), on);
  for (const field of part("talk").querySelectorAll("button, input")) field.disabled = state !== "connected";
}

/** Which of two buttons is there; the one that has the focus hands it to the other. */
function swap(first, second, on) {
  const focused = [first, second].includes(document.activeElement);
  [first.hidden, second.hidden] = [on, !on];
  if (focused) (on ? second : first).focus();
}

function keep() {
  if (phone.state !== "off") return sessionStorage.setItem(KEPT, "on");
  sessionStorage.removeItem(KEPT);
  others.postMessage("free");
}

/** What the other pages of this browser say of the one line: who has it, and who wants to know. */
function hear({ data }) {
  if (data === "mine" && phone.state !== "off") phone.disconnect("elsewhere");
  if (data === "whose" && phone.state !== "off") others.postMessage("here");
  if (data === "free") others.postMessage("whose");
  if (data !== "whose") there = data !== "free";
  show();
}

function connect() {
  others.postMessage("mine");
  phone.connect();
}

function write(text, mine = false, language = "") {
  const list = part("heard");
  const item = document.createElement("li");
  if (mine) item.className = "mine";
  if (language) item.lang = language;
  item.textContent = text;
  list.append(item);
  while (list.children.length > MOST_LINES) list.firstElementChild.remove();
  part("log").scrollTop = part("log").scrollHeight;
}

const HEARD = {
  said: ({ text, language }) => write(text, false, language),
  overheard: ({ text, language }) => write(`${words.voice} ${text}`, false, language),
  together: ({ others: there }) => write(there ? words.together : words.alone),
  beep: () => write(words.beep),
  played: () => write(words.played),
};

function press(keys) {
  phone.keys(keys);
  write(`${words.key} ${keys}`, true);
}

function say(event) {
  event.preventDefault();
  const field = part("words");
  const said = field.value.trim();
  if (!said || phone.state !== "connected") return;
  phone.say(said);
  write(said, true);
  field.value = "";
}

/** A link that would replace this page, which holds the line. */
function leaving(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || phone.state === "off" || link.target || link.hasAttribute("download")) return;
  const there = new URL(link.href, location.href);
  if (there.pathname === location.pathname && there.hash) return;
  event.preventDefault();
  window.open(there, "_blank", "noopener");
}

if (phone) {
  phone.addEventListener("state", show);
  phone.addEventListener("state", keep);
  phone.addEventListener("heard", ({ detail }) => HEARD[detail.kind]?.(detail));
  others.onmessage = hear;
  part("connect").addEventListener("click", connect);
  part("disconnect").addEventListener("click", () => phone.disconnect());
  for (const key of panel.querySelectorAll("[data-key]")) key.addEventListener("click", () => press(key.dataset.key));
  part("say")?.addEventListener("submit", say);
  document.addEventListener("click", leaving);
  window.addEventListener("pagehide", () => { if (phone.state !== "off") others.postMessage("free"); });
  window.addEventListener("beforeunload", (event) => { if (phone.state !== "off") event.preventDefault(); });
  show();
  if (sessionStorage.getItem(KEPT)) connect();
  else others.postMessage("whose");
}
