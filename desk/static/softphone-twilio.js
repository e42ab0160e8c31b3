// Twilio's telephone: their Voice SDK, which `make softphone` puts beside our scripts.

import { Trouble } from "./softphone.js";

const VENDOR = new URL("vendor/twilio.min.js", import.meta.url);
const PROBLEMS = new Map([
  [20101, "refused"], [20104, "refused"], [20151, "refused"], // the token
  [31201, "microphone"], [31202, "microphone"], [31204, "refused"], [31205, "refused"],
  [31208, "microphone"], [31401, "microphone"], [31402, "microphone"],
]);

const problem = (error) => PROBLEMS.get(error?.code) ?? "unreachable";

/** The SDK's Device, fetched once. */
function vendor() {
  if (window.Twilio?.Device) return Promise.resolve(window.Twilio.Device);
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = VENDOR;
    script.onload = () => loaded(window.Twilio.Device);
    script.onerror = () => {
      script.remove();
      failed(new Trouble("script"));
    };
    document.head.append(script);
  });
}

/** As `softphone.js` says; `settings` has Twilio's `token`. */
export async function open({ token }, told, settingsAgain) {
  const Device = await vendor();
  const device = new Device(token, { closeProtection: false });
  const close = () => device.destroy();
  let broken = null;
  const failing = (error) => { broken = error; };
  const failed = new Promise((_, no) => device.on("error", no)); // it would try for ever, in silence
  device.on("error", failing);
  device.on("tokenWillExpire", async () => {
    try {
      device.updateToken((await settingsAgain()).token);
    } catch {
      // the line that is open goes on; the next connection asks anew
    }
  });
  try {
    const call = await Promise.race([dialled(device), failed]);
    call.on("error", failing);
    call.on("reconnecting", () => told("reconnecting"));
    call.on("reconnected", () => {
      broken = null;
      told("connected");
    });
    call.on("disconnect", () => told(broken ? "lost" : "ended")); // the SDK has tried for a while
    return {
      close,
      mute: (on) => call.mute(on),
      keys: (digits) => call.sendDigits(digits),
      say: () => {}, // it is spoken
    };
  } catch (error) {
    close();
    throw error instanceof Trouble ? error : new Trouble(problem(broken ?? error));
  }
}

/** The call, when it is up; people may take their time to allow the microphone. */
async function dialled(device) {
  const call = await device.connect();
  return new Promise((yes, no) => {
    call.once("accept", () => yes(call));
    call.once("error", no);
    for (const event of ["cancel", "reject", "disconnect"]) call.once(event, () => no(new Trouble("ended")));
  });
}
