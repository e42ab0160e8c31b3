// The agent's desk: buttons without a reload, dialogs, and the keyboard for everything.
import { follow, replace, tick } from "./live.js";
import { Notes } from "./notes.js";
import { phone } from "./softphone-panel.js";

const desk = document.getElementById("desk");
const toast = document.getElementById("said");
const dialog = document.getElementById("dialog");
const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const notes = new Notes(document.getElementById("note-form"), document.getElementById("kept"), desk.dataset.person);

const SHOWN = 6000; // milliseconds of what was done
const PATIENCE = 15000;
const title = document.title;
const drafts = `sapa-draft:${desk.dataset.person}:`;

const shown = new Map(); // the HTML of each part
const streamed = new Map();

let answered = 0;
let clearing = 0;
let opener = "";
let wanted = "";

/** A part of the page as it is now. */
function show(name, html) {
  if (shown.get(name) === html) return;
  shown.set(name, html);
  replace(document.querySelector(`[data-part="${name}"]`), html);
  if (name === "note") hear();
  if (name === "now") ring();
}

function hear() {
  const note = JSON.parse(document.getElementById("note-here").dataset.note);
  document.getElementById("pad").hidden = note.call === "";
  notes.heard(note);
}

/** What a button changed is shown at once; the stream, which may be a moment behind, must not
 * undo it, nor may it stay when the stream knows better. */
function showAnswer({ now, parts }) {
  if (now < answered) return; // of an earlier press: it was long on its way
  answered = now;
  for (const [name, html] of Object.entries(parts)) show(name, html);
}

function catchUp(now) {
  if (now >= answered) for (const [name, html] of streamed) show(name, html);
}

/** A call that comes is seen on the tab, too. */
function ring() {
  const stage = document.querySelector("#now [data-stage]")?.dataset.stage;
  document.title = stage === "offered" ? `● ${title}` : title;
  document.body.dataset.stage = stage ?? "";
}

function tell(text, bad = false) {
  clearTimeout(clearing);
  toast.textContent = text;
  toast.classList.toggle("bad", bad);
  if (!bad) clearing = setTimeout(() => tell(""), SHOWN);
}

async function ask(address, options) {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal, ...options }).catch(() => null);
  if (answer && (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 400)) leave();
  return answer;
}

/** The session has ended, or is another one. A reload would cut the line of who is talking. */
function leave() {
  if (phone?.state === "connected") tell(desk.dataset.over, true);
  else location.reload();
}

/** Press a button: once, however often it is pressed meanwhile. */
async function press(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const body = new URLSearchParams(new FormData(form));
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const answer = await ask(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer?.json().catch(() => null);
  delete form.dataset.busy;
  if (told?.ok || told?.why === "owned") settle(form);
  if (told?.parts) showAnswer(told);
  const text = told?.said ?? desk.dataset.notSent;
  if (dialog.contains(form)) answerIn(form, told?.ok, text);
  else tell(text, !told?.ok);
  if (told?.ok) document.getElementById("breaks")?.removeAttribute("open");
}

/** What was sent is not kept to be sent again. */
function settle(form) {
  for (const each of form.querySelectorAll(":is(textarea, [inputmode])[data-kept]")) delete each.dataset.kept;
  form.closest("#their-case details")?.removeAttribute("open");
}

function answerIn(form, done, text) {
  const problem = form.querySelector("[data-problem]");
  if (done) {
    for (const each of form.querySelectorAll("[data-draft]")) forget(draftOf(each));
    dialog.close();
    tell(text);
  } else {
    problem.textContent = text;
    problem.hidden = false;
  }
}

async function openDialog(address, from) {
  opener = from;
  wanted = address;
  const answer = await ask(address, { headers: { "X-Part": "yes" } });
  const html = answer?.ok ? await answer.text().catch(() => null) : null;
  if (wanted !== address) return; // another one was wanted meanwhile
  if (html === null) return tell(desk.dataset.notShown, true);
  dialog.innerHTML = html;
  for (const each of dialog.querySelectorAll("[data-draft]")) each.value ||= recall(draftOf(each));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("fieldset input, textarea, input:not([type=hidden])")?.focus();
}

/** What is written in a dialog outlives a reload, as long as the call does. */
const draftOf = (field) => `${drafts}${field.form.elements.call.value}:${field.dataset.draft}`;

function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function remember(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // it stands in the dialog all the same
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

function forgetOthers() {
  const call = document.getElementById("note-form").elements.call.value;
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(drafts) && !key.startsWith(`${drafts}${call}:`)) localStorage.removeItem(key);
    }
  } catch {
    // nothing was kept
  }
}

/** The letter that is meant, on any keyboard: with Alt some write another sign. */
function letter(event) {
  if (event.key === "Enter") return "Enter";
  if (/^[a-z/]$/i.test(event.key)) return event.key.toUpperCase();
  return event.code === "Slash" ? "/" : event.code.replace(/^Key/, "");
}

const isTyping = (target) => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select") != null;

function onKey(event) {
  if (!keysOn.checked || event.ctrlKey || event.metaKey || event.repeat) return;
  if (event.key === "?" && !isTyping(event.target) && !dialog.open) return keys.showModal();
  if (!event.altKey || dialog.open || keys.open) return;
  const wanted = document.querySelector(`[aria-keyshortcuts][data-key="${CSS.escape(letter(event))}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.disabled || wanted.closest("[hidden]")) return;
  wanted.focus();
  if (!("focus" in wanted.dataset)) wanted.click();
}

document.addEventListener("keydown", onKey);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-act], [data-dialog]")) return;
  event.preventDefault();
  if (form.matches("[data-act]")) press(form, event.submitter);
  else openDialog(form.action, event.submitter?.id);
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) remember(draftOf(event.target), event.target.value);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("#show-keys")) keys.showModal();
  else if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  else if (!event.target.closest("#breaks")) document.getElementById("breaks")?.removeAttribute("open");
});
dialog.addEventListener("close", () => (document.getElementById(opener) ?? desk).focus());
keysOn.checked = recall("sapa-keys") !== "off";
keysOn.addEventListener("change", () => remember("sapa-keys", keysOn.checked ? "on" : "off"));

hear();
ring();
tick();
forgetOthers();
notes.sendLeftovers();
follow(desk.dataset.events, { part: (name, html) => streamed.set(name, html), pulse: catchUp, over: leave });
