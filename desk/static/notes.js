// Saves what is typed as it is typed. Every word is in this browser until the server has it.
"use strict";

const PAUSE = 400; // milliseconds after the last key
const AGAIN = 2000;
const LATER = 10000;
const OUTLIVING = 60000; // bytes of a request that may outlive its page
const PAGE = Math.random().toString(36).slice(2); // other pages keep their own copies

/** What this browser keeps; a browser may refuse to keep anything. */
const shelf = {
  put(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      /* nothing was kept */
    }
  },
  keys(start) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  },
};

export class Notes {
  #form;
  #area;
  #sign;
  #mine;
  #call = "";
  #version = 0;
  #saved = "";
  #sending = false;
  #timer = 0;
  #again = 0;

  /** `person` is whose notes they are: another one's are not sent from here. */
  constructor(form, sign, person) {
    this.#form = form;
    this.#area = form.elements.text;
    this.#sign = sign;
    this.#mine = `sapa-note:${person}:`;
    this.#area.addEventListener("input", () => this.#typed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    window.addEventListener("online", () => this.#save());
    document.addEventListener("visibilitychange", () => document.hidden && this.#save());
    window.addEventListener("pagehide", () => this.#save());
  }

  get #dirty() {
    return this.#call !== "" && this.#area.value !== this.#saved;
  }

  get #key() {
    return `${this.#mine}${this.#call}:${PAGE}`;
  }

  /** The call that can be written about, and what the server has of it. */
  heard({ call, open, version, text }) {
    if (call !== this.#call) this.#turn(call, version, text);
    else if (version > this.#version && !this.#dirty && !this.#sending) this.#take(version, text);
    this.#area.disabled = !open;
  }

  /** What could not be saved while its call was here is sent now, or later. */
  async sendLeftovers() {
    clearTimeout(this.#again);
    for (const key of shelf.keys(this.#mine)) {
      const kept = shelf.get(key);
      const call = key.slice(this.#mine.length).split(":")[0];
      if (key === this.#key || !kept) continue;
      const answer = await this.#post(call, kept.version, kept.text);
      if (!answer) this.#again = setTimeout(() => this.sendLeftovers(), LATER);
      if (!answer || answer.problem === "long") continue;
      if (shelf.get(key)?.text === kept.text) shelf.drop(key);
      if (answer.text !== undefined && call === this.#call) this.heard({ call, open: true, ...answer });
    }
  }

  #turn(call, version, text) {
    if (this.#dirty) this.#save();
    clearTimeout(this.#timer);
    [this.#call, this.#version, this.#saved] = [call, version, text];
    this.#sending = false; // what is on its way belongs to the call before
    this.#form.elements.call.value = call;
    this.#area.value = text;
    this.#say("");
  }

  #take(version, text) {
    [this.#version, this.#saved] = [version, text];
    this.#form.elements.version.value = version;
    if (this.#area.value === text) return;
    const { selectionStart: start, selectionEnd: end, scrollTop } = this.#area;
    this.#area.value = text;
    this.#area.setSelectionRange(start, end);
    this.#area.scrollTop = scrollTop;
  }

  #typed() {
    const kept = shelf.put(this.#key, { version: this.#version, text: this.#area.value });
    if (!kept) this.#say("nowhere");
    else if (this.#sign.dataset.state !== "here") this.#say("saving");
    this.#later(PAUSE);
  }

  #later(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), pause);
  }

  async #save() {
    if (this.#sending || !this.#dirty) return;
    const [call, key, version, text] = [this.#call, this.#key, this.#version, this.#area.value];
    this.#sending = true;
    const answer = await this.#post(call, version, text);
    if (call !== this.#call) {
      if (answer && shelf.get(key)?.text === text) shelf.drop(key);
      return this.sendLeftovers(); // more of it may have been written meanwhile
    }
    this.#sending = false;
    if (answer) this.#done(answer, text);
    else if (answer === null) this.#failed();
  }

  #done({ version, text, clashed, problem }, sent) {
    if (problem !== undefined) return this.#say(problem);
    const typedOn = this.#area.value !== sent;
    // who typed on over a clash sends it once more as made from the older text: both are kept
    if (!clashed || !typedOn) {
      if (typedOn) [this.#version, this.#saved] = [version, text];
      else this.#take(version, text);
    }
    if (this.#dirty) return this.#later(PAUSE);
    shelf.drop(this.#key);
    this.#say("saved");
  }

  #failed() {
    if (this.#sign.dataset.state !== "nowhere") this.#say("here");
    this.#later(AGAIN);
  }

  /** What the server has now; {problem} if it never will, null if it could not be asked. */
  async #post(call, version, text) {
    const csrf = this.#form.elements.csrf.value;
    const body = new URLSearchParams({ csrf, call, version, text });
    const headers = { Accept: "application/json" };
    const keepalive = body.toString().length < OUTLIVING;
    const asked = { method: "POST", body, headers, redirect: "manual", keepalive };
    const answer = await fetch(this.#form.action, asked).catch(() => null);
    if (answer?.ok) return answer.json().catch(() => null);
    if (answer?.status === 413) return { problem: "long" };
    return answer?.status === 404 ? { problem: "gone" } : null;
  }

  #say(state) {
    const text = state ? this.#sign.dataset[state] : "";
    this.#sign.dataset.state = state;
    if (this.#sign.textContent !== text) this.#sign.textContent = text;
  }
}
