// A search can be left and come back to: the browser keeps what was looked for, and no address does.
"use strict";

const form = document.querySelector(".search");
const { person, after } = form.dataset;

/** What was looked for here, by whom. */
function searched() {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrf;
  return { person, fields: { ...fields, after } };
}

/** The same search once more, in the place of the list of all calls. */
async function again(fields) {
  const body = new URLSearchParams({ ...fields, csrf: form.elements.csrf.value });
  const answer = await fetch(form.action, { method: "POST", body, cache: "no-store" });
  if (!answer.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(found.querySelector("main"));
}

// an entry of the history that is replaced is got when it is come back to, and not sent anew
if ("searched" in form.dataset) history.replaceState(searched(), "");
else if (history.state?.person === person) again(history.state.fields).catch(() => {}); // all calls stay
