// The dialogs of the live board: what a supervisor does with callers and agents.

import { replace, tick } from "./live.js";

const dialog = document.getElementById("acts-dialog");
const toast = document.getElementById("acts-said");
const SHOWN = 8000; // milliseconds of what was done
const PATIENCE = 15000;
const BETWEEN = 500;

const drafts = new Map(); // what is being written, by what it is written over: Escape takes no word

let address = "";
let opening = "";
let following = false;
let stale = false;
let clearing = 0;

/** In words, above everything: what was done, or why not. */
function tell(text, bad = false) {
  clearTimeout(clearing);
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  if (text) clearing = setTimeout(() => tell(""), bad ? 2 * SHOWN : SHOWN);
}

/** In the dialog, where it is open: whatever is behind it cannot be read then. */
function tellIn(text, bad) {
  const told = dialog.querySelector("[data-told]");
  told.setAttribute("role", bad ? "alert" : "status");
  told.className = bad ? "problem" : "act-done";
  told.hidden = false;
  told.textContent = text;
  told.scrollIntoView({ block: "nearest" });
}

async function ask(where, options) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(where, { redirect: "manual", cache: "no-store", signal, ...options }).catch(() => null);
  const over = answer && (answer.type === "opaqueredirect" || [400, 401, 403].includes(answer.status));
  return over ? { ok: false, over } : answer;
}

async function openDialog(where) {
  if (opening === where) return;
  opening = where;
  const answer = await ask(where, { headers: { "X-Part": "yes" } });
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  if (opening !== where) return; // another one was wanted meanwhile
  opening = "";
  if (html === null) return tell(answer?.over ? dialog.dataset.over : dialog.dataset.notShown, true);
  address = where;
  tell("");
  dialog.innerHTML = html;
  tick(dialog);
  for (const each of dialog.querySelectorAll("textarea")) each.value = drafts.get(draftOf(each)) ?? each.value;
  if (!dialog.open) dialog.showModal();
}

const draftOf = (field) => `${field.form.action} ${field.name} ${field.defaultValue}`;

/** Press a button: once, however often it is pressed meanwhile. */
async function press(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const opened = address;
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const where = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await ask(where, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer?.json?.().catch(() => null);
  delete form.dataset.busy;
  if (told?.ok) for (const each of form.querySelectorAll("textarea")) drafts.delete(draftOf(each));
  if (!dialog.open || address !== opened) return told && tell(told.said, !told.ok);
  if (!told) return tellIn(answer?.over ? dialog.dataset.over : dialog.dataset.notSent, true);
  if (!told.ok) return tellIn(told.said, true);
  if (told.shown) freshen(told.shown);
  if (told.shown) return tellIn(told.said, false);
  dialog.close();
  tell(told.said);
}

/** How an element looks, whatever time its timers show. */
function look(element) {
  const copy = element.cloneNode(true);
  for (const each of copy.querySelectorAll("[data-since]")) each.textContent = "";
  return copy.outerHTML;
}

/** What of the dialog changes by itself is as it is now; what is being written stays. */
function freshen(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const whole = fresh.querySelector("[data-kind]");
  if (whole.dataset.kind !== dialog.querySelector("[data-kind]").dataset.kind) {
    dialog.replaceChildren(whole); // who waited is talking now
    tick(dialog);
  }
  for (const here of dialog.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(here.id);
    if (now === null || look(now) === look(here)) continue;
    here.hidden = now.hidden;
    here.className = now.className;
    replace(here, now.innerHTML);
  }
  if (!dialog.contains(document.activeElement)) document.getElementById("acts-title").focus();
}

/** The dialog follows the board: not more often than anybody can read. */
async function follow() {
  if (!dialog.open || following) return;
  stale = false;
  following = true;
  const opened = address;
  const answer = await ask(opened, { headers: { "X-Part": "yes" } });
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  following = false;
  if (html && dialog.open && opened === address) freshen(html);
  if (stale) setTimeout(follow, BETWEEN);
}

/** Whether it is about the row that the dialog belongs to, or a visit. */
function concerns(change) {
  if (change.target.closest("[data-since]")) return false;
  if (change.target.closest("#visits")) return true;
  const row = `[data-row="${CSS.escape(address.split("/").pop())}"]`;
  return [...change.addedNodes, ...change.removedNodes].some((each) => each.matches?.(row) || each.querySelector?.(row));
}

function heed(changes) {
  if (!dialog.open || !changes.some(concerns)) return;
  stale = true;
  follow();
}

/** Back to where they were; the row may have been drawn anew, or be gone. */
function goBack() {
  const opener = document.querySelector(`[data-acts="${CSS.escape(address)}"]`);
  (opener ?? document.getElementById("board")).focus({ preventScroll: opener === null });
  dialog.replaceChildren();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-acts]");
  if (opener) {
    event.preventDefault();
    openDialog(opener.dataset.acts);
  } else if (event.target.closest("#acts-dialog [data-close]")) dialog.close();
});
dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  press(event.target, event.submitter);
});
dialog.addEventListener("input", ({ target }) => target.matches("textarea") && drafts.set(draftOf(target), target.value));
dialog.addEventListener("close", goBack);
const watching = new MutationObserver(heed);
for (const list of document.querySelectorAll("#agents, #waiting, #visits")) {
  watching.observe(list, { childList: true, subtree: true });
}
