// Keeps a page up to date: asks what has changed, and takes those parts of the page anew.
"use strict";

const page = document.querySelector("[data-state]");
const told = document.getElementById("news");
const BETWEEN = 2000; // milliseconds

async function get(address) {
  const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 404) location.assign(page.dataset.page);
  return answer.ok ? answer : null;
}

/** Progress is shown in place; true when a part is another one than here. */
function isStale(id, part) {
  const here = document.getElementById(id);
  if (!here) return true;
  const bar = here.querySelector("progress");
  if (bar && part.progress !== undefined && bar.value !== part.progress) {
    bar.value = part.progress;
    bar.nextElementSibling.textContent = part.text;
  }
  return here.dataset.version !== part.version;
}

/** What is being listened to goes on: the new part takes the player over. */
function keepSound(here, fresh) {
  const [sound, other] = [here?.querySelector("audio"), fresh.querySelector("audio")];
  if (sound && other && sound.getAttribute("src") === other.getAttribute("src")) other.replaceWith(sound);
}

function replace(id, whole) {
  const fresh = whole.getElementById(id);
  const here = document.getElementById(id);
  if (!fresh || fresh.dataset.version === here?.dataset.version) return;
  keepSound(here, fresh);
  for (const each of here?.querySelectorAll("details[id]") ?? []) fresh.querySelector(`#${each.id}`)?.toggleAttribute("open", each.open);
  const focused = here?.contains(document.activeElement) ? document.activeElement.id : "";
  if (here) here.replaceWith(fresh);
  else page.append(fresh);
  if (focused) document.getElementById(focused)?.focus();
  const news = fresh.querySelector("[data-news]") ?? fresh.querySelector(".standing");
  if (news) told.textContent = news.textContent;
}

async function look() {
  const state = await (await get(page.dataset.state))?.json();
  if (!state) return true;
  const stale = Object.keys(state.parts).filter((id) => isStale(id, state.parts[id]));
  if (stale.length > 0) {
    const text = await (await get(page.dataset.page))?.text();
    const whole = text && new DOMParser().parseFromString(text, "text/html");
    if (whole) for (const id of stale) replace(id, whole);
    for (const each of document.querySelectorAll("main > .panel.empty")) if (page.querySelector(".track")) each.remove();
  }
  return state.more;
}

async function go() {
  const more = await look().catch(() => true); // the server is away: it may come back
  if (more) setTimeout(go, BETWEEN);
}

if (page) setTimeout(go, BETWEEN);
