### What the hotline says in English. Warm, short, polite; no line longer than 12 seconds aloud.

## Greeting
greeting = Welcome to { $hotline }, thank you for calling.
language-offer = For English, press { $key } or say English.
recording-announced = So that nothing you tell us gets lost, this call is recorded.
recording-question = May we record this call, so that nothing you tell us gets lost? Please say yes or no, or press 1 for yes, 2 for no.
recording-refused = Of course, we will not record it.

## Name
returning-question = Am I speaking with { $name }? Please say yes or no.
name-question = May I have your name, please?
name-question-again = Could you please tell me just your first name?
name-confirm = I heard { $name }. Is that right?
name-wrong = I am sorry about that.
name-kept = That is quite all right.
spelling-question = Please spell your first name for me, letter by letter, as in J, A, N, E.
name-record = I would like to get your name right. Please say it after the tone, and I will pass it on.

## Reason
reason-question = How can I help you today?
reason-question-named = Thank you, { $name }. How can I help you today?
clarify-question = Is it about { $first }, then press 1, or about { $second }, then press 2?
keys-question = Please choose with a key, or say it.
keys-option = For { $title }, press { $key }.
keys-person = To speak with somebody straight away, press 0.

## Understanding
not-heard = Sorry, I could not hear you.
not-understood = Sorry, I did not quite understand.
once-more = Of course, once more.
story-noted = Thank you, I have noted that.
person-promised = Of course, I will bring you to somebody.
supervisor-promised = Of course, I will bring you to a supervisor.
fault = I am sorry, something went wrong on our side. I will bring you straight to somebody.
fault-goodbye = I am sorry, something went wrong on our side. Please call us again.

## Joining and holding
joining = Thank you. I am bringing you to somebody who can help with { $title }.
joining-anybody = Thank you. I am bringing you to the next person who is free.
hold-first = { $ahead ->
    [0] You are next in line. Please stay with us.
    [one] There is one caller before you. Please stay with us.
   *[other] There are { $ahead } callers before you. Please stay with us.
}
hold-still = { $ahead ->
    [0] Thank you for waiting. You are next in line.
    [one] Thank you for waiting. There is one caller before you.
   *[other] Thank you for waiting. There are { $ahead } callers before you.
}
hold-sorry = { $minutes ->
    [one] I am sorry: you have waited for a minute now. We have not forgotten you.
   *[other] I am sorry: you have waited for { $minutes } minutes now. We have not forgotten you.
}
hold-blind = Please stay on the line, somebody will be with you.
connecting-anybody = Thank you for waiting. You will now speak with my colleague.
connecting = Thank you for waiting. You will now speak with { $agent }.
connecting-named = Thank you for waiting, { $name }. You will now speak with { $agent }.
agent-lost = I am sorry, the line to my colleague was cut. You have kept your place in line, please stay with us.
transferred = I am passing you on to { $title }. My colleague knows what it is about, you need not repeat anything.

## Closed
closed = Thank you for calling { $hotline }. We are closed now, and open again { $opening }.
closed-no-time = Thank you for calling { $hotline }. We are closed now.
message-question = Please tell us after the tone your name, your number and what you need. We will call you back when we open.
message-thanks = Thank you. We have your message and will call you back.

## Parting
goodbye = Thank you for calling { $hotline }. Goodbye.
goodbye-named = Thank you for calling, { $name }. Goodbye.

## For agents
agent-sign-in = Please enter your agent number and PIN, then press the hash key.
agent-sign-in-wrong = That number and PIN do not match.
agent-welcome = Good day, { $name }. You are ready for calls.
agent-welcome-ring = Good day, { $name }. You are ready. We will ring you. Goodbye.
agent-no-longer = That call is no longer waiting.
agent-whisper = { $name }. { $title }. { $waited }.
agent-whisper-nameless = Name not understood. { $title }. { $waited }.
agent-whisper-recorded = Name as spoken. { $title }. { $waited }.
agent-accept = Press 1 to take the call, 2 to pass.
agent-pass-on = To pass the caller on, press the key of the department.
agent-on-break = You are on break. Press 1 when you are ready.
agent-goodbye = You are signed out. Thank you, goodbye.
agent-refused = Sorry, please ask your supervisor for your agent number and PIN. Goodbye.
anybody = no department named
supervisor-wanted = asks for a supervisor
waited = { $minutes ->
    [0] Waited less than a minute
    [one] Waited one minute
   *[other] Waited { $minutes } minutes
}
