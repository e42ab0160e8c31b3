// Keeps the live board live.

import { follow } from "./live.js";

follow(document.getElementById("board").dataset.events);
