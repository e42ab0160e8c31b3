// One case: buttons without a reload, and what others do about it as it happens.
import { replace } from "./live.js";

const main = document.getElementById("main");
const whole = document.getElementById("case");
const toast = document.getElementById("said");

const PATIENCE = 15000; // milliseconds
const BETWEEN = 5000;
const SHOWN = 6000;

let clearing = 0;
let busy = false;

function tell(text, bad = false) {
  clearTimeout(clearing);
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  if (!bad) clearing = setTimeout(() => tell(""), SHOWN);
}

async function ask(address, options) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal, ...options }).catch(() => null);
  const over = answer && (answer.type === "opaqueredirect" || [400, 401, 403, 404].includes(answer.status));
  if (over) tell(main.dataset.over, true);
  return over ? null : answer;
}

/** The case as it is now; what is being written stays, and so does what is open. */
function show({ shown, version }) {
  main.dataset.version = version;
  replace(whole, shown);
}

/** Press a button: once, however often it is pressed meanwhile. */
async function press(form) {
  if (busy) return;
  busy = true;
  const body = new URLSearchParams(new FormData(form));
  const answer = await ask(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer?.json().catch(() => null);
  busy = false;
  if (!told) return answer === null && toast.textContent ? undefined : tell(main.dataset.notSent, true);
  if (told.away) return location.assign(told.away);
  if (told.ok || told.why === "owned") settle(form);
  show(told);
  tell(told.said, !told.ok);
}

/** What was sent is not kept to be sent again. */
function settle(form) {
  for (const each of form.querySelectorAll("[data-kept]")) delete each.dataset.kept;
  form.closest("details")?.removeAttribute("open");
}

async function look() {
  const answer = busy || document.hidden ? null : await ask(`${main.dataset.case}/state`);
  const state = answer?.ok ? await answer.json().catch(() => null) : null;
  if (state && String(state.version) !== main.dataset.version && !busy) {
    const fresh = await ask(main.dataset.case, { headers: { "X-Part": "yes" } });
    const told = fresh?.ok ? await fresh.json().catch(() => null) : null;
    if (told && !busy) show(told);
  }
  if (answer !== null || busy || document.hidden) setTimeout(look, BETWEEN);
  else setTimeout(look, 2 * BETWEEN);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-act]")) return;
  event.preventDefault();
  press(event.target);
});
for (const done of document.querySelectorAll(".done")) setTimeout(() => done.remove(), 2 * SHOWN);
setTimeout(look, BETWEEN);
