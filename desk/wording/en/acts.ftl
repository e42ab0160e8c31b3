### What supervisors do from the live board.

acts-caller = Caller
acts-agent = Agent
acts-the-caller = The caller
acts-back = Back to the live board
acts-call-over = This call is over, or its caller is no longer in line.
acts-waits = waiting

## In a talk
acts-talk = In the talk
acts-listen = Listen
acts-listen-means = Nobody hears you.
acts-whisper = Whisper
acts-whisper-means = Only { $name } hears you.
acts-join = Join
acts-join-means = Both hear you.
acts-take-over = Take over
acts-take-over-means = You go on alone with the caller.
acts-in = You are in this talk
acts-coming = Your telephone is being put through
acts-leave = Leave the talk
acts-no-line = For this you need a telephone: connect the one on the live board, or phone in.
acts-rings = Your own telephone will ring.

## With a caller who waits
acts-place = Place in line
acts-move-up = Move up
acts-move-up-means = The next free agent takes this caller first.
acts-give = Give to an agent
acts-give-means = Who is free gets the call at once. Otherwise the caller waits for them for a while, and then for anybody.
acts-give-nobody = No agent is ready just now.
acts-give-do = Give
acts-not-speaks = does not speak { $language }
acts-not-skill = not trained for { $skill }

## With an agent
acts-message = Message
acts-no-pages = They have no pages here, so no message reaches them.
acts-send = Send
acts-call-back = Call back from the break
acts-call-back-means = They see it on their page, and hear it on their line if it is open. A word with it is welcome, but not needed.
acts-call-back-do = Call back
acts-status = Status
acts-status-do = Change
acts-status-means = Who is in a talk first brings it to its end.
acts-skills-do = Save levels

## Emergency
acts-emergency-means = Every caller hears this first, from the moment you say so until you end it.
acts-emergency-on = on
acts-emergency-since = since { $time }, by
acts-said-in = What callers hear in { $language }
acts-closes = Put nobody new in line meanwhile
acts-raise = Tell every caller
acts-raise-anew = Say this from now on
acts-end = End the emergency

## Done
acts-did-listen = Your telephone is put through: you hear the talk of { $name }, and nobody hears you.
acts-did-whisper = Your telephone is put through: only { $name } hears you.
acts-did-join = Your telephone is put through: { $name } and the caller hear you.
acts-did-take-over = The caller is with you now. Hold, transfer and hanging up are on your Desk.
acts-did-leave = You have left the talk.
acts-did-move-up = { $caller } is first in line now.
acts-did-give = { $caller } goes to { $name }.
acts-did-ready = { $name } is ready now.
acts-did-break = { $name } is on a break now.
acts-did-break-later = { $name } has a break after this talk.
acts-did-signed-out = { $name } is signed out now.
acts-did-signed-out-later = { $name } is signed out after this talk.
acts-did-skills = The levels of { $name } are saved. They hold from now on.
acts-did-message = { $name } has your message.
acts-did-call-back = { $name } is called back.
acts-did-raise = Every caller hears this from now on.
acts-did-end = The emergency is over.
why-no-agent = Please choose an agent.
why-no-words = Please write what is to be said, and not too long.
acts-not-sent = Nothing was done: there is no connection. Please try again in a moment.
acts-not-shown = This could not be opened: there is no connection. Please try again in a moment.
acts-over = You are signed out of this page. Please reload it and sign in.
