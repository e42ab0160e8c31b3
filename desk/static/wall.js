// Keeps the wall view live, with the time of day where the hotline is.

import { follow, now } from "./live.js";

const wall = document.getElementById("main");
const RENEWED = 3600 * 1000; // milliseconds: a page that is loaded keeps its session

const time = new Intl.DateTimeFormat(document.documentElement.lang, {
  timeStyle: "short",
  hourCycle: "h23",
  timeZone: wall.dataset.zone,
});

function show() {
  document.getElementById("time").textContent = time.format(now() * 1000);
}

follow(wall.dataset.events, { pulse: show });
setInterval(() => document.body.dataset.state === "live" && location.reload(), RENEWED);
show();
