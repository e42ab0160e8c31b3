"use strict";

const LABELS = {
  en: {
    title: "Phone booth", phone: "Telephone", number: "Your number", another: "New number",
    to: "Number to call", hotline: "Hotline", agents: "For agents", call: "Call", answer: "Answer", hangUp: "Hang up",
    pad: "Dial pad", heard: "On the line", aloud: "Read aloud", words: "What you say", say: "Say",
    nothing: "Nothing has been said yet.", you: "You", other: "On the line", key: "Key {0}", star: "star", hash: "hash",
    state: {
      idle: "Not on the phone", calling: "Calling …", speaking: "The hotline speaks",
      listening: "The hotline listens", waiting: "Waiting", together: "Talking", ringing: "Your telephone rings",
      offline: "No connection",
    },
    listens: { speech: "Speak now", dtmf: "Press keys now", both: "Speak or press keys now" },
    beep: "Beep: what you say now is recorded", played: "Music or a recording plays", quiet: "Quiet",
    alone: "You are in the conversation, alone so far", together: "Talking with {0} more",
    rings: "{0} is calling you", answered: "You have answered",
    ended: {
      missed: "It has stopped ringing", declined: "You did not take the call", completed: "The call is over", busy: "The line is busy", "no-answer": "Nobody answers",
      failed: "The call failed", canceled: "The call was cancelled",
    },
    refused: {
      number: "Please write your number like +15552000001.", to: "This number is not the hotline's.",
      words: "Please say between 1 and 500 letters.", keys: "Only the keys 0 to 9, * and # exist.",
      busy: "You are already on the phone.", "no line": "You are not on the phone.",
      command: "The booth did not understand that.",
    },
    offline: "The booth lost its connection. It tries again by itself.",
  },
  id: {
    title: "Bilik telepon", phone: "Telepon", number: "Nomor Anda", another: "Nomor baru",
    to: "Nomor tujuan", hotline: "Hotline", agents: "Untuk petugas", call: "Telepon", answer: "Angkat", hangUp: "Tutup",
    pad: "Papan tombol", heard: "Di saluran", aloud: "Bacakan", words: "Ucapan Anda", say: "Ucapkan",
    nothing: "Belum ada yang diucapkan.", you: "Anda", other: "Di saluran", key: "Tombol {0}", star: "bintang", hash: "pagar",
    state: {
      idle: "Tidak sedang menelepon", calling: "Memanggil …", speaking: "Hotline berbicara",
      listening: "Hotline mendengarkan", waiting: "Menunggu", together: "Berbicara", ringing: "Telepon Anda berdering",
      offline: "Tidak terhubung",
    },
    listens: { speech: "Silakan bicara", dtmf: "Silakan tekan tombol", both: "Silakan bicara atau tekan tombol" },
    beep: "Bip: ucapan Anda kini direkam", played: "Musik atau rekaman diputar", quiet: "Hening",
    alone: "Anda sudah masuk percakapan, masih sendiri", together: "Berbicara dengan {0} orang lain",
    rings: "{0} menelepon Anda", answered: "Anda menjawab telepon",
    ended: {
      missed: "Dering telepon berhenti", declined: "Anda tidak menjawab panggilan", completed: "Panggilan selesai", busy: "Saluran sibuk", "no-answer": "Tidak ada yang menjawab",
      failed: "Panggilan gagal", canceled: "Panggilan dibatalkan",
    },
    refused: {
      number: "Mohon tulis nomor Anda seperti +622155500001.", to: "Ini bukan nomor hotline.",
      words: "Mohon ucapkan 1 sampai 500 huruf.", keys: "Hanya ada tombol 0 sampai 9, * dan #.",
      busy: "Anda sedang menelepon.", "no line": "Anda tidak sedang menelepon.",
      command: "Bilik tidak mengerti perintah itu.",
    },
    offline: "Sambungan bilik terputus. Bilik mencoba lagi sendiri.",
  },
};

const language = (navigator.language || "en").toLowerCase().startsWith("id") ? "id" : "en";
const label = LABELS[language];
const part = (id) => document.getElementById(id);
const voice = window.speechSynthesis;

let socket = null;
let busy = false;
let lastNote = "";

function translate() {
  document.documentElement.lang = language;
  document.title = label.title;
  for (const one of document.querySelectorAll("[data-label]")) one.textContent = label[one.dataset.label];
  for (const one of document.querySelectorAll("[data-label-aria]")) one.ariaLabel = label[one.dataset.labelAria];
  for (const one of document.querySelectorAll("[data-label-empty]")) one.dataset.empty = label[one.dataset.labelEmpty];
  for (const one of document.querySelectorAll("[data-label-placeholder]")) one.placeholder = label[one.dataset.labelPlaceholder];
}

function show(state) {
  part("state").dataset.state = state;
  part("state").textContent = label.state[state];
  const ringing = state === "ringing";
  const talking = !ringing && !["idle", "offline"].includes(state);
  busy = talking;
  document.body.classList.toggle("on-the-phone", talking);
  part("call").textContent = ringing ? label.answer : label.call;
  part("call").disabled = talking || state === "offline";
  for (const id of ["number", "another", "to"]) part(id).disabled = talking || ringing;
  for (const id of ["words", "say"]) part(id).disabled = !talking;
  part("hang-up").disabled = !talking && !ringing;
  for (const key of document.querySelectorAll(".pad button")) key.disabled = !talking;
}

function write(kind, text, who = "") {
  const item = document.createElement("li");
  item.className = kind;
  if (who) {
    const name = document.createElement("span");
    name.className = "who";
    name.textContent = who;
    item.append(name);
  }
  item.append(text);
  part("transcript").append(item);
  part("transcript").scrollTop = part("transcript").scrollHeight;
  lastNote = kind === "line" ? text : "";
}

function note(text) {
  if (text !== lastNote) write("line", text);
}

function readAloud(text, spoken) {
  if (!voice || !part("aloud").checked) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = spoken;
  voice.speak(utterance);
}

const HEARD = {
  numbers({ hotline, agents }) {
    part("to").replaceChildren(
      new Option(`${label.hotline} ${hotline}`, hotline),
      new Option(`${label.agents} ${agents}`, agents),
    );
  },
  said({ text, language: spoken }) {
    show("speaking");
    write("hotline", text, label.hotline);
    part("transcript").lastElementChild.lang = spoken;
    readAloud(text, spoken);
  },
  listening({ kinds }) {
    show("listening");
    note(label.listens[kinds.length > 1 ? "both" : kinds[0]]);
  },
  overheard({ text, language: spoken }) {
    write("hotline", text, label.other);
    part("transcript").lastElementChild.lang = spoken;
    readAloud(text, spoken);
  },
  beep() { show("listening"); note(label.beep); },
  played() { show("waiting"); note(label.played); },
  quiet() { show("waiting"); note(label.quiet); },
  together({ others }) {
    show(others ? "together" : "waiting");
    note(others ? label.together.replace("{0}", others) : label.alone);
  },
  ringing({ caller }) {
    part("transcript").replaceChildren();
    lastNote = "";
    show("ringing");
    note(label.rings.replace("{0}", caller));
    part("call").focus();
  },
  ended({ status }) {
    voice?.cancel();
    show("idle");
    note(label.ended[status] ?? label.ended.completed);
    part("call").focus();
  },
  refused({ what }) {
    part("mistake").textContent = label.refused[what] ?? label.refused.command;
    if (part("state").dataset.state === "calling") show("idle");
  },
};

function connect() {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/booth/line`);
  socket.onopen = () => { part("mistake").textContent = ""; show("idle"); waitForCalls(); };
  socket.onmessage = ({ data }) => { const heard = JSON.parse(data); HEARD[heard.kind]?.(heard); };
  socket.onclose = () => {
    show("offline");
    part("mistake").textContent = label.offline;
    setTimeout(connect, 2000);
  };
}

function tell(command) {
  part("mistake").textContent = "";
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
}

function waitForCalls() {
  const number = part("number").value.trim();
  if (part("number").checkValidity()) tell({ do: "wait", number });
}

function answer() {
  show("calling");
  note(label.answered);
  tell({ do: "answer" });
  part("words").focus();
}

function press(keys) {
  if (!busy) return;
  voice?.cancel();
  write("you", label.key.replace("{0}", keys), label.you);
  tell({ do: "press", keys });
}

function newNumber() {
  const random = crypto.getRandomValues(new Uint32Array(1))[0];
  return language === "id"
    ? `+6221555${String(50000 + (random % 50000))}`
    : `+1555${String(5000000 + (random % 1000000))}`;
}

function buildPad() {
  for (const key of "123456789*0#") {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = key;
    if (key === "*") button.ariaLabel = label.star;
    if (key === "#") button.ariaLabel = label.hash;
    button.addEventListener("click", () => press(key));
    document.querySelector(".pad").append(button);
  }
}

part("dial").addEventListener("submit", (event) => {
  event.preventDefault();
  if (busy) return;
  if (part("state").dataset.state === "ringing") { answer(); return; }
  const number = part("number").value.trim();
  localStorage.setItem("number", number);
  part("transcript").replaceChildren();
  lastNote = "";
  show("calling");
  tell({ do: "dial", number, to: part("to").value });
  part("words").focus();
});

part("speak").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = part("words").value.trim();
  if (!words) return;
  voice?.cancel();
  write("you", words, label.you);
  tell({ do: "speak", words });
  part("words").value = "";
});

part("hang-up").addEventListener("click", () => tell({ do: "hang up" }));
part("another").addEventListener("click", () => { part("number").value = newNumber(); waitForCalls(); });
part("number").addEventListener("change", waitForCalls);
part("aloud").addEventListener("change", () => { if (!part("aloud").checked) voice?.cancel(); });
document.addEventListener("keydown", (event) => {
  const typing = ["INPUT", "SELECT"].includes(event.target.tagName);
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && /^[0-9*#]$/.test(event.key)) press(event.key);
});

translate();
buildPad();
part("number").value = localStorage.getItem("number") ?? newNumber();
part("aloud").disabled = !voice;
show("offline");
connect();
