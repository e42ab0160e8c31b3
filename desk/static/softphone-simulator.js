// The simulator's telephone: what would be heard and said, in writing, over one web socket.

import { Trouble } from "./softphone.js";

/** As `softphone.js` says; `settings` has the simulator's `address` and our `token`. */
export function open({ address, token }, told) {
  return new Promise((opened, failed) => {
    const socket = new WebSocket(address);
    const send = (command) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(command));
    const close = () => {
      socket.onclose = socket.onmessage = null;
      socket.close();
    };
    const over = (problem, news) => {
      close();
      failed(new Trouble(problem));
      told(news);
    };
    socket.onopen = () => send({ do: "connect", token });
    socket.onclose = () => over("unreachable", "lost");
    socket.onmessage = ({ data }) => {
      const heard = JSON.parse(data);
      if (heard.kind === "connected") {
        opened({
          close,
          mute: (on) => send({ do: "mute", on }),
          keys: (keys) => send({ do: "press", keys }),
          say: (words) => send({ do: "speak", words }),
        });
      } else if (heard.kind === "ended") over("ended", "ended");
      else if (heard.kind === "refused" && heard.what === "token") over("refused", "refused");
      else told("heard", heard);
    };
  });
}
