### The agent's desk in English. Calm and short: it is read while somebody speaks.

place-desk = Desk
desk = Desk
lost-desk = No connection since { $time }. What you write is kept in this browser; calls go on.
desk-still = This page does not update by itself in your browser. Every button works; reload the page to see what is new.
alt = Alt
side = Your status and your telephone
close = Close
cancel = Cancel

## What the page is about
stage-signed-out = signed out
stage-signed-out-lead = You are signed out
stage-signed-out-help = Choose Ready when you want to take calls.
stage-break = break
stage-break-lead = You are on a break
stage-break-help = No call comes to you until you choose Ready.
stage-unconnected = no telephone
stage-unconnected-lead = Your telephone is not connected
unconnected-help = Phone { $number } and enter your number and PIN. Calls come when the line is up.
unconnected-help-page = Connect the telephone on this page, or phone { $number } and enter your number and PIN.
stage-idle = free
stage-idle-lead = Ready for the next caller
idle-help-standby = Your line is open. A beep comes first, then who it is and why they call.
idle-help-ring = Your telephone rings for the next caller: press 1 to take the call.
stage-paused = short pause
stage-paused-lead = A call did not reach you
stage-paused-help = Calls come again when this time is over.
stage-offered = a call for you
offered-help-standby = you hear who it is, then you are with them
offered-help-ring = press 1 on your telephone to take it
stage-asked = a colleague asks for you
stage-arriving = connecting
one-moment = One moment
arriving-help = one moment, the telephone puts you through
stage-visit-transfer = passed to you
stage-visit-consult = your advice is asked
stage-visit-help = your help is asked
stage-visit-watch = you are in a talk
asks-you = { $name } asks for you
you-watch-listen = You are listening to { $name }
you-watch-whisper = You are speaking to { $name } alone
you-watch-join = You are in { $name }’s talk
about-caller = About
a-colleague = a colleague
a-supervisor = a supervisor
stage-wrap-up = notes
talk-time = Time of the talk
time-left = Time left
wrap-up-then = The next call comes when this time is over, or when you are done.
wrap-up-then-leave = Your notes for this call. No other call comes after it.
last-call = Your last call, until { $time }:

## What can be done with the caller
tools = The caller
tools-others = Others
on-hold = on hold
muted = you are muted
not-recorded = not recorded
hold = Hold
unhold = Back from hold
mute = Mute
unmute = Speak again
pause-recording = Pause recording
end-call = Hang up
transfer = Transfer
consult = Ask a colleague
help-me = Help me
call-later = Call back later
sought = Asking { $name }
coming = { $name } is on the way
aside = You are speaking with { $name }.
aside-held = The caller hears music.
all-together = You, { $name } and the caller are speaking together.
watch-listen = { $name } is listening.
watch-whisper = { $name } hears you both. Only you hear them.
watch-join = { $name } is in this talk.
hand-over = Hand over
together = All together
back-to-caller = Back to the caller
send-away = Go on alone
not-now = Never mind
leave = Leave the talk

## After the call
became = What became of it?
next-call = Done, next call
notes-done = Done
more-time = More time
more-time-had = Time was added

## The caller's card
caller-card = The caller
their-words = In their words
no-reason = They did not say why they call.
passed-transfer = { $name } passes the caller on:
passed-consult = { $name } asks your advice:
passed-help = { $name } asks your help:
memo-by = { $name } wrote:
call-them = Call them
name-spoken = Name as spoken
language = Language
wait-was = waited
owner = Knows the matter
told = While they waited
told-by = told that they would be speaking by { $time }
told-late = not kept
told-kept = kept
told-supervisor = told that { $name } will phone them
told-nobody = told that nobody was there just then
told-closing = told that the hotline was about to close
told-emergency = heard the emergency announcement
told-nothing = They were told that they were in line.
owed = Promised to them
owed-here = this callback,
earlier = Earlier calls
earlier-none = This is their first call, or their number is withheld.
spoke-with-nobody = spoke with nobody
contact-talked = talked
contact-abandoned = hung up while waiting
contact-cut = cut off
contact-callback = called back
contact-message = left a message
contact-closed = outside the hours
contact-declined = callback not wanted
contact-cancelled = cancelled
contact-other = over

## Notes
notes = Notes
note-hint = Saved as you type.
note-save = Save
note-saved = Saved
note-saving = Saving
note-here = Not saved yet: kept in this browser
note-nowhere = Not saved: keep this page open
note-long = Too long: please shorten it
note-gone = Not saved: this call takes no more notes

## Status
duty = Your status
choose-status = Choose your status
be-ready = Ready
be-away = Break
be-away-now = Now
be-gone = Sign out of calls
leaving-help = It holds when this call is over.
chosen-later = A break or signing out holds when this call is over.
line-up = Your telephone is connected
line-down = Your telephone is not connected
line-ring = You are rung for each call

## Messages
messages = Messages
come-back = { $name } asks you to come back from your break.
seen = Seen

## Asking
ask-transfer = Transfer the caller
ask-transfer-help = You talk to your colleague first. The caller hears music and that you are asking for them.
ask-transfer-do = Ask them
ask-consult = Ask a colleague
ask-consult-help = The caller hears music while you two talk, and stays yours.
ask-consult-do = Ask them
ask-help = Ask a supervisor for help
ask-help-help = Your talk goes on. A supervisor hears you both and speaks to you alone.
ask-help-do = Ask for help
ask-callback = Call the customer back later
ask-callback-help = The hotline phones them at that time, and puts them through to you if you are there.
ask-callback-do = Promise it
whom = Whom?
whom-none = Nobody else is connected just now.
whom-skill = Somebody who knows about
whom-person = Or one person
any-supervisor = Any supervisor
supervisor = supervisor
free-count = { $count ->
    [0] nobody free
   *[other] { $count } free
}
ask-note = What they need to know
ask-note-if = What they need to know, if you like
ask-note-help = It is read to them before they answer, and stands on their page.
blind = Without a word between you: the caller waits in line for them
when-back = When?
when-back-help = In the time of { $zone }.

## Answers
did-status = Your status is chosen.
did-finish = Your notes are done.
did-extend = You have more time.
did-hold = The caller is on hold.
did-unhold = The caller hears you again.
did-mute = Nobody hears you.
did-unmute = You are heard again.
did-end = The call is over.
did-pause = Nothing is recorded now.
did-resume = The call is recorded again.
did-ask = They are being asked.
did-send-away = You go on alone.
did-together = All of you hear each other.
did-hand-over = The caller is with your colleague now.
did-callback = The callback is promised.
did-seen = Marked as seen.
why-not-paused = The recording could not be paused. Please ask the caller not to say the number now.
why-not-resumed = The recording could not be resumed. Please try again; it goes on by itself in a moment.
why-no-note = Please write what your colleague needs to know.
why-nobody-chosen = Please choose whom you want to ask.
why-no-time = Please choose a day and a time.
why-past = That time is past. Please choose a later one.
not-sent = Nothing was done: there is no connection. Please try again in a moment.
session-over = You are signed out of this page. Please finish your call, then reload the page.
not-shown = This could not be opened: there is no connection. Please try again in a moment.

## Keys
keys = Keyboard
keys-all = With the keyboard
keys-use = Use these keys
send-away-key = Go on alone, back to the caller
