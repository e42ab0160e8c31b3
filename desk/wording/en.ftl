### What the pages say in English. Calm and short; a state is always a word, never a colour alone.

## Every page
skip = Skip to the board
language-switch = Language
sign-out = Sign out

## Signing in
sign-in = Sign in
sign-in-lead = For supervisors of { $hotline }.
login = Login
password = Password
sign-in-refused = That login and password do not go together. Please try again.
sign-in-limited = There were too many tries. Please wait five minutes, then try again.

## Refusals
refused-400 = This form has expired
refused-400-help = Nothing was changed. Please go back to the page and try again.
refused-401 = Please sign in
refused-401-help = You are not signed in, or your session has ended.
refused-403 = This page is for supervisors
refused-403-help = You are signed in, but your role does not include the live board. If you need it, please ask your administrator.
refused-500 = Something went wrong
refused-500-help = That was our mistake, not yours. Calls go on. Please try again in a moment.
refused-503 = Not available at the moment
refused-503-help = Calls go on. Please try again in a moment; if this stays, tell whoever runs the hotline.
go-on = Go to the live board
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
offered-means = calls that joined the line
answered = Answered
answered-means = of { $offered } offered
abandoned = Abandoned
abandoned-means = { $share } of offered, without those under { $short } s
abandoned-none = hung up while waiting
service = Level of service
service-means = answered within { $target } s ÷ (answered + abandoned after { $target } s)
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
need = Needs
wait = Wait
state = State
rungs = Ladder
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
no-rung = none yet

## Agents
agents = Agents
agents-count = { $count } on duty
agents-none = No agent is on duty.
agents-none-help = Agents phone { $number } and enter their number and PIN.
agent = Agent
chose = Chose
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
promised = Promised
due = Due
tried = Tried
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
