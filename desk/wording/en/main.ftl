### What the pages say in English. Calm and short; a state is always a word, never a colour alone.

## Every page
skip = Skip to the content
language-switch = Language
sign-out = Sign out
places = Pages
place-board = Board
place-calls = Calls
place-courtesy = Courtesy
place-deeds = Audit

## Signing in
sign-in = Sign in
sign-in-lead = For the people who work at { $hotline }.
login = Login
password = Password
sign-in-refused = That login and password do not go together. Please try again.
sign-in-limited = There were too many tries. Please wait five minutes, then try again.

## Refusals
refused-400 = This form has expired
refused-400-help = Nothing was changed. Please go back to the page and try again.
refused-401 = Please sign in
refused-401-help = You are not signed in, or your session has ended.
refused-403 = This page is not for your role
refused-403-help = You are signed in, but your role does not include this. If you need it, please ask your administrator.
refused-404 = There is no such page
refused-404-help = It does not exist, or it is not yours to see.
refused-500 = Something went wrong
refused-500-help = That was our mistake, not yours. Calls go on. Please try again in a moment.
refused-503 = Not available at the moment
refused-503-help = Calls go on. Please try again in a moment; if this stays, tell whoever runs the hotline.
go-on = Go to your first page
try-again = Try again

## The live board
board = Live board
live = Live
lost = Connection lost, trying again. Shown as it was at { $time }.
still = This page does not update by itself in your browser. Reload it to see the board as it is now.

## Numbers
figures = Today’s numbers
waiting-now = Waiting now
longest-now = Longest wait now
nobody-waits = nobody waits
offered = Offered
answered = Answered
answered-means = of { $offered } offered
abandoned = Abandoned
service = Level of service
service-means = answered within { $target } s, or the target of their skill, ÷ (answered + abandoned after that)
asa = Average speed of answer
asa-means = wait of answered calls ÷ answered calls

## Waiting
waiting = Waiting
waiting-news = { $count ->
    [one] 1 caller is waiting.
   *[other] { $count } callers are waiting.
}
waiting-none = Nobody is waiting.
waiting-none-help = Callers appear here as soon as they join the line.
caller = Caller
wait = Wait
state = State
as-spoken = name as spoken
as-spoken-help = The agent hears the caller’s own recording of it.
unknown = unknown
any-skill = anybody
wants-supervisor = supervisor wanted
on-time = on time
late = late
ringing = ringing { $agent }
is-called-back = will be called back
rung-widen = wider search
rung-tell = told the truth
rung-callback = callback offered
rung-raise = moved up
rung-supervisor = supervisor asked
rung-manager = manager asked

## Agents
agents = Agents
agents-count = { $count } on duty
agents-none = No agent is on duty.
agents-none-help = Agents connect the telephone on their Desk, or phone { $number } and enter their number and PIN.
agent = Agent
doing = Now
with = With
status-ready = ready
status-break = break
status-signed-out = signed out
status-unknown = not in the records
missed-offers = missed calls
since = since { $time }
agent-unknown = Agent { $id }
doing-idle = free
doing-offered = ringing
doing-talking = talking
doing-wrap-up = finishing notes
doing-paused = pausing
doing-away = away
doing-unconnected = phone not connected
leaving = leaves after this call
with-nobody = nobody

## Promises
promises = Callbacks and promises
promises-count = { $count } open
promises-none = Nothing is owed to anybody.
promises-none-help = Callbacks and supervisors’ promises stand here until they are kept.
customer = Customer
due = Due
promised-callback = callback
promised-supervisor = supervisor’s call
promised-by = by { $name }
due-in-turn = when it is their turn
promise-missed = given up
overdue = overdue

## Emergency
emergency = Emergency
emergency-closes = Every caller hears this, and nobody new is put in line.
emergency-goes-on = Every caller hears this first, and is then served as usual.

## Calls
calls = Calls
newest-calls = Newest calls
older-calls = Older calls
found = Found
calls-count = { $count ->
    [one] 1 call
   *[other] { $count } calls
}
calls-on-page = { $count } calls on this page
calls-none = There is no call yet.
calls-none-help = Calls appear here as soon as they come in.
calls-none-help-agent = The calls that you answer appear here, with what was said in them.
found-none = Nothing was found.
found-none-help = Try fewer words, the beginning of a word with a star (deliver*), or more days.
older = Show older calls
when = When
skill = About
length = Length
transcript = Transcript
on-the-line = on the line
name-hidden = name hidden
search = Search
search-words = Words that were said
search-words-help = All of them in one call; “two words” in quotation marks as they stand; deliver* for any ending.
search-customer = Customer
search-customer-help = Number or name, or a part of it.
search-any = any
search-since = From day
search-until = To day
search-all = Show all calls
backlog = { $waiting ->
    [one] 1 recording waits
   *[other] { $waiting } recordings wait
} to be written down, { $working } { $working ->
    [one] is
   *[other] are
} being worked on.
backlog-oldest = The oldest has waited since { $moment }.
backlog-none = No recording waits to be written down.
no-model-for = There is no speech model for { $language }: its recordings are kept, but not written down. Whoever runs the hotline can set one.

## How far a recording is
message = message
state-none = not recorded
state-none-help = The caller said no to the recording, spoke with nobody, or the recording is about to begin.
state-running = being recorded
state-running-help = The text is made when the talk is over.
state-fetching = being fetched
state-fetching-help = The sound is on its way here.
state-absent = no sound
state-absent-help = Nothing was said while this was recorded, so there is no sound.
state-removed = deleted
state-removed-help = It was kept for as long as is allowed, or the customer wished it gone.
state-no-model = not written down
state-waiting = waiting
state-waiting-help = It will be written down in its turn. This page shows it by itself.
state-working = working, { $share }
state-working-help = This page shows the text by itself when it is there.
progress = Progress
state-silencing = almost done
state-silencing-help = Private numbers are being silenced in the sound. It can be heard after that.
state-done = done
state-failed = failed: { $why }
problem-no-model = no model
problem-no-model-help = There is no speech model for this call’s language. Whoever runs the hotline can set one, and then have it tried again.
problem-model-broken = model unusable
problem-model-broken-help = The speech model for this call’s language cannot be read. Whoever runs the hotline should put it in place anew, and then have it tried again.
problem-not-sound = not sound
problem-not-sound-help = The file is damaged or no sound at all. It is kept as it came; nothing can be written down from it.
problem-empty = empty file
problem-empty-help = The file has no sound in it. There is nothing to be done.
problem-missing = file missing
problem-missing-help = The sound is not where it should lie. Whoever runs the hotline should look whether it was moved or deleted, and then have it tried again.
problem-too-many-channels = too many channels
problem-too-many-channels-help = The file has more than two channels. It cannot be told who speaks on which, so nothing is written down.
problem-needs-ffmpeg = ffmpeg missing
problem-needs-ffmpeg-help = This kind of file needs ffmpeg, which is not installed. Whoever runs the hotline can install it, and then have it tried again.
problem-no-room = disk full
problem-no-room-help = There was no room left on the disk. Whoever runs the hotline should make room; it is then tried again by itself.
problem-gave-up = gave up
problem-gave-up-help = It was begun three times and did not come to an end. Whoever runs the hotline finds the reason in the log, and can have it tried again.
problem-other = unknown reason
problem-other-help = Something went wrong. Whoever runs the hotline finds it in the log, and can have it tried again.
problem-cut-short = file ended early
problem-cut-short-help = The file ends before the recording did. What was in it is written down.
problem-silent = no words
problem-silent-help = No word was understood in this recording.
problem-mono = one channel
problem-mono-help = Caller and agent are on one channel, so it is not known who said what, and talks are not measured.
ask-again = Try again

## One call
call = Call
recording = Recording
recording-of = Recording { $number } of { $count }
message-left = Message that the caller left
conversation = Conversation
speaker-caller = Caller
speaker-agent = Agent
speaker-unknown = Speaker unknown
overlap = at the same time
unsure = heard unclearly
gap-card = card number taken out
gap-phone = phone number taken out
gap-email = e-mail address taken out
gap-identity = identity number taken out
gap-code = code taken out
gap-name = name hidden
player = Sound of the recording
player-help = Click a word to hear it. In the conversation: space plays and pauses, the arrow keys go from line to line.
play-from = Play from { $time }
sound-fails = The sound cannot be played just now. Please load this page again; if that does not help, tell whoever runs the hotline.
sound-unchecked = This sound was not checked for card numbers and the like. Only supervisors can hear it.
sound-hidden = The sound is not for your role.
sound-removed = The sound has been deleted. The text stays for as long as is allowed.
export = Download:
export-txt = text
export-srt = subtitles (SRT)
export-json = JSON

## Points
points = Worth keeping
points-help = In the words in which it was said. What you accept is kept with the call.
point-number = number
point-amount = amount
point-date = date
point-time = time
point-promise = promise
point-product = product
point-proposed = open
point-accepted = accepted
point-dismissed = dismissed
decided-by = by { $name }
accept = Accept
dismiss = Dismiss

## Measures of courtesy
courtesy = Courtesy
measures-of = How { $agent } spoke
courtesy-own = Your talks of the last { $days } days: { $count } measured.
courtesy-all = The last { $weeks } weeks, by the Mondays on which they began.
courtesy-honest = Where too little was understood a measure is unknown; that never counts as zero.
courtesy-cells = Each cell is the mean, and in how many of the talks it is known. Agents stand in order of their names.
courtesy-measures = Measures
courtesy-none = Nothing has been measured yet.
courtesy-none-help = Measures appear when recorded talks have been written down.
measure = Measure
means = What it means
your-talks = Your talks
counted = Counted
newest-talks = Newest talks
counted-talks = { $count ->
    [one] known in 1 talk
   *[other] known in { $count } talks
}
counted-unknown = { $count } unknown
counted-not-due = does not apply in { $count }
of-talks = { $known } of { $all }
week-of = Week of
everybody = All agents
plot-of = { $measure }, all agents, week by week. The table has the numbers.
yes = yes
no = no
not-due = does not apply
unknown-measure = unknown
seconds = { $seconds } s
measure-greeting = Greeting
measure-greeting-means = The agent greeted the caller in the first sentences.
measure-own-name = Own name
measure-own-name-means = The agent said their own name in the first sentences.
measure-caller-name = Caller’s name
measure-caller-name-means = The agent called the caller by name at least once. Does not apply where the name is not known.
measure-please = Please
measure-please-means = The agent said please at least once.
measure-thanks = Thanks
measure-thanks-means = The agent thanked the caller at least once.
measure-apology = Apology
measure-apology-means = The agent apologised for the wait. Applies only where the caller waited a minute or longer.
measure-closing = Closing
measure-closing-means = The agent took leave in the last sentences.
measure-first-useful = First useful sentence
measure-first-useful-means = Seconds from the beginning of the talk to the agent’s first sentence beyond the greeting.
measure-questions = Questions
measure-questions-means = Questions that the agent asked.
measure-talk-share = Talk share
measure-talk-share-means = The agent’s part of the time in which anybody spoke.
measure-interruptions-by-agent = Interruptions by the agent
measure-interruptions-by-agent-means = How often the agent began while the caller spoke. A “mm-hm” does not count.
measure-interruptions-by-caller = Interruptions by the caller
measure-interruptions-by-caller-means = How often the caller began while the agent spoke. A “mm-hm” does not count.
measure-longest-silence = Longest silence
measure-longest-silence-means = The longest time in the talk in which nobody spoke.

## My call
caller-unknown = Caller without a name
kept-recorded = This call is recorded.
kept-paused = Not recorded since { $since }. Recording goes on by itself at { $until }.
kept-refused = This call is not recorded: the caller said no.
kept-off = This call is not recorded: the hotline records none.
kept-not-yet = The recording has not begun.
resume = Go on recording

## Audit trail
deeds = Audit trail
deeds-lead = Who saw or took out what callers said, steered calls and colleagues, changed records, or came and went at the door. No names, numbers or words of callers are in it, and nobody can change it.
deeds-newest = Newest first
deeds-none = Nothing of this kind has been done yet.
deeds-none-help = It stands here as soon as somebody does it.
who = Who
what = What
subject = About
the-house = the hotline itself
its-call = the call
a-customer = a customer
deed-read = read a call
deed-heard = heard a recording
deed-exported = exported a call
deed-searched = searched
deed-forgot = deleted a customer’s data
deed-gave = gave out a customer’s data
deed-removed = deleted what was too old
deed-paused = paused a recording
deed-resumed = resumed a recording
deed-silenced = silenced private numbers
deed-point-accepted = accepted a point
deed-point-dismissed = dismissed a point
