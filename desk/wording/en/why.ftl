### Why something was not done. Each says what is so, and what helps.

why-gone = That is over already.
why-not-yours = This is somebody else’s by now.
why-no-line = There is no telephone to reach. Please connect it first.
why-busy = They are in the middle of something. Please try again in a moment.
why-away = They are not on duty just now.
why-nobody = Nobody is there yet.
why-phone = The telephone network did not do it. Please try again.
why-closed = That time is outside the hours in which customers are called.
why-refused = That cannot be done here.
why-late = It is too late for that.
why-owned = The case has another owner, whose word counts. They have your question now, with what you wanted to say.
why-last = This call was passed on twice already. It stays with you.
