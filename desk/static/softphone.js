// A telephone in the page, the same whether Twilio or the simulator is behind it.
//
//   import { Softphone } from "./softphone.js";
//   const phone = new Softphone({ token: "/softphone/token", script: "softphone-twilio.js" });
//   phone.addEventListener("state", ({ detail }) => detail.state, detail.problem);
//   phone.addEventListener("heard", ({ detail }) => detail.kind, detail.text);
//
// States: off, connecting, connected, lost (it tries again by itself). While it is off, `problem`
// says why, if it was not meant: "microphone" (none, or refused), "script" (the vendor's is not
// there), "refused" (we may not connect), "unreachable", "ended" (the hotline hung up),
// "elsewhere" (another page of this browser has taken over).
//
// An adapter is a module with `open(settings, told, settings_again)`: it resolves to a line with
// `mute(on)`, `keys(digits)`, `say(words)` and `close()` when it is connected, and rejects with a
// `Trouble`. Afterwards it tells "reconnecting", "connected", "lost", "ended" and "heard".

const RESTS = [1, 2, 4, 8, 15, 30]; // seconds before each new try, when the line was lost

/** Why there is no connection; `problem` is one of the words above. */
export class Trouble extends Error {
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}

export class Softphone extends EventTarget {
  #addresses;
  #line = null;
  #state = "off";
  #problem = "";
  #turn = 0; // goes up with every decision: what an older one brings about comes too late
  #tries = 0;
  #rest = 0;
  #muted = false;

  /** `token`: where settings are fetched; `script`: the adapter's module, beside this one. */
  constructor(addresses) {
    super();
    this.#addresses = addresses;
  }

  get state() { return this.#state; }
  get problem() { return this.#problem; }

  /** Resolves when the telephone is connected, or is not. */
  async connect() {
    if (this.#state === "connected" || this.#state === "connecting") return;
    this.#tries = 0;
    await this.#open("connecting");
  }

  disconnect(problem = "") {
    this.#drop();
    this.#become("off", problem);
  }

  /** Whether what is said here is kept from the others. */
  mute(on) {
    this.#muted = on;
    this.#line?.mute(on);
  }

  keys(digits) { this.#line?.keys(digits); }

  /** In the simulator: what would be said aloud. */
  say(words) { this.#line?.say(words); }

  async #open(state) {
    this.#drop();
    const turn = this.#turn;
    this.#become(state);
    try {
      const { open } = await import(new URL(this.#addresses.script, import.meta.url));
      const told = (what, detail) => turn === this.#turn && this.#told(what, detail);
      const line = await open(await this.#settings(), told, () => this.#settings());
      if (turn !== this.#turn) {
        line.close();
        return;
      }
      this.#line = line;
      this.#tries = 0;
      if (this.#muted) line.mute(true);
      this.#become("connected");
    } catch (error) {
      if (turn === this.#turn) this.#failed(error.problem ?? "unreachable");
    }
  }

  async #settings() {
    const reply = await fetch(this.#addresses.token, { headers: { Accept: "application/json" } });
    if (reply.status >= 500) throw new Trouble("unreachable");
    if (!reply.ok || reply.redirected) throw new Trouble("refused");
    return reply.json();
  }

  #told(what, detail) {
    if (what === "heard") this.dispatchEvent(new CustomEvent("heard", { detail }));
    else if (what === "reconnecting") this.#become("lost");
    else if (what === "connected") this.#become("connected");
    else if (what === "lost") this.#failed("unreachable");
    else this.disconnect(what);
  }

  /** What may be better in a while is tried again, once we were connected. */
  #failed(problem) {
    const again = problem === "unreachable" && this.#state !== "connecting";
    if (!again) {
      this.disconnect(problem);
      return;
    }
    this.#drop();
    this.#become("lost");
    const seconds = RESTS[Math.min(this.#tries, RESTS.length - 1)];
    this.#tries += 1;
    this.#rest = setTimeout(() => this.#open("lost"), seconds * 1000);
  }

  #drop() {
    this.#turn += 1;
    clearTimeout(this.#rest);
    this.#line?.close();
    this.#line = null;
  }

  #become(state, problem = "") {
    if (state === this.#state && problem === this.#problem) return;
    [this.#state, this.#problem] = [state, problem];
    this.dispatchEvent(new CustomEvent("state", { detail: { state, problem } }));
  }
}
