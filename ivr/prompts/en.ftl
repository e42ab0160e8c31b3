### What the hotline says in English. Warm, short, polite; no line longer than 12 seconds aloud.

## Greeting
greeting = Welcome to { $hotline }, thank you for calling.
language-offer = For English, press { $key } or say English.
recording-announced = So that nothing you tell us gets lost, this call is recorded.
recording-question = May we record this call, so that nothing you tell us gets lost? Please say yes or no, or press 1 for yes, 2 for no.
recording-refused = Of course, we will not record it.

## Name
returning-question = Am I speaking with { $name }? Please say yes or no.
returning-case = Am I speaking with { $name }?
not-both = Then let us take one thing after the other.
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

## Cases
case-question = Is it about { $title }, which { $owner } looks after? Please say yes or no.
case-question-unowned = Is it about { $title }, as last time? Please say yes or no.
case-question-of = Is it about what { $owner } looks after for you? Please say yes or no.
case-question-last = Is it about the same matter as last time? Please say yes or no.
case-number-question = Please say or key in the six digits of your case number.
case-number-none = That is quite all right, we will manage without the number.
case-found = Thank you, I have found your case.
case-not-found = I am sorry, I cannot find a case of yours with that number.
reason-question-other = Then what is it about? You may also tell me a case number.
reason-question-more = Of course. What else can I do for you?
joining-owner = I am bringing you to { $owner }, who has your case. You need not tell it again.
joining-owner-moved = Your case is with { $owner } now, who knows it all. I am bringing you there.
joining-owner-away = { $owner } cannot take your call just now. A colleague who sees everything will help you, you need not tell it again.
joining-owner-moved-away = Your case is with { $owner } now, who cannot take your call just now. A colleague who sees everything will help you.
joining-case = I am bringing you to a colleague who sees everything about your case. You need not tell it again.

## Known trouble
trouble = { $text }
trouble-question = Shall we call you when it is solved? Then press 1 or say yes. Or stay on the line to speak with somebody.
trouble-awaited = Thank you. You need not call again: you will hear from us as soon as it is solved.

## Understanding
not-heard = Sorry, I could not hear you.
not-understood = Sorry, I did not quite understand.
once-more = Of course, once more.
story-noted = Thank you, I have noted that.
person-promised = Of course, I will bring you to somebody.
supervisor-later = I am sorry, no supervisor can take your call just now. I have noted that you asked for one.
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
hold-within = { $minutes ->
    [one] You should be speaking with somebody within about a minute.
   *[other] You should be speaking with somebody within about { $minutes } minutes.
}
hold-longer = { $minutes ->
    [one] I am sorry, it takes longer than I told you, because we are busier than expected. It should be about a minute from now.
   *[other] I am sorry, it takes longer than I told you, because we are busier than expected. It should be about { $minutes } minutes from now.
}
hold-sorry = { $minutes ->
    [0] I am sorry that you have to wait. We have not forgotten you.
    [one] I am sorry: you have waited for a minute now. We have not forgotten you.
   *[other] I am sorry: you have waited for { $minutes } minutes now. We have not forgotten you.
}
hold-widened = More of my colleagues can take your call now.
hold-raised = Your call has priority now.
hold-supervisor = A supervisor can take your call now as well.
hold-manager = A manager is being asked to take your call.
hold-nobody = I am sorry: nobody is signed in at this moment. You keep your place in line.
hold-closed = I am sorry: we have closed, and nobody is here any more. We are back { $when }.
hold-closing = We are closing now, but you are in line and will still be served.
hold-supervisor-asked = Of course, I am asking for a supervisor. You keep your place, please stay with us.
hold-promised = { $name } will call you back by { $by }. You may also stay on the line.
hold-blind = Please stay on the line, somebody will be with you.
connecting-anybody = Thank you. Here is my colleague.
connecting = Thank you. Here is { $agent }.
connecting-named = Thank you, { $name }. Here is { $agent }.
agent-lost = I am sorry, the line to my colleague was cut. You have kept your place in line, please stay with us.
transferred = I am passing you on to { $title }. My colleague knows what it is about, you need not repeat anything.
transferred-supervisor = I am passing you on to a supervisor, who will know what it is about. You need not repeat anything.

## Recording
recording-paused = The recording is paused. Nobody will be able to hear afterwards what you say now.
recording-resumed = The recording goes on.
recording-off = This call is not recorded.
recording-not-paused = The recording could not be paused. Please do not say any card number.

## On hold
held = One moment, please. { $agent } will be right back with you.
held-transfer = One moment, please. { $agent } is asking { $colleague } to help you. You need not tell your story again.
held-consult = One moment, please. { $agent } is asking { $colleague } for advice, so as to help you well.
held-still = We have not forgotten you. { $agent } will be back with you soon.
held-colleague = a colleague
held-supervisor = a supervisor
held-department = a colleague for { $title }

## Called back
callback-question = You need not stay on the line: I can keep your place and call you back when it is your turn. If you would like that, please press 1 or say yes.
callback-question-later = You need not stay on the line: we can call you back, not before { $when }. For that, please press 1 or say yes.
callback-number-question = Shall we call you back on the number you are phoning from, which ends in { $ending }? Press 1 for yes, 2 for another number.
callback-number-heard = I heard { $number }. Shall we call you back on that number? Press 1 for yes, 2 for another number.
callback-other-question = Please key in the number on which we should call you back, then press the hash key, or say it digit by digit.
callback-stay = You keep your place in line, please stay with us.
callback-promised = Your place is kept. We will call you back on the number that ends in { $ending }, when it is your turn. Goodbye.
callback-promised-later = Your place is kept. We will call you back on the number that ends in { $ending }, not before { $when }. Goodbye.
callback-refused = I am sorry, we cannot promise to call you back on that number just now.
called-back = Hello, this is { $hotline }. You asked us to call you back.
called-question = Is this { $name }? Please press 1 or say yes.
called-question-nameless = To speak with somebody now, please press 1 or say yes.
called-agent = Thank you. { $agent } is on the line for you.
called-next = Thank you. You are next in line, please stay with us.
called-wrong = I am sorry to have troubled you. Goodbye.
called-absent = Thank you for telling me. Goodbye.
called-unheard = I am sorry, I could not hear you. Goodbye.
welcome-back = Welcome back. You have kept your place in line.
welcome-back-named = Welcome back, { $name }. You have kept your place in line.

## Full or closed
notice = { $text }
full = I am sorry: so many people are calling us that our line is full just now.
full-question = Shall we call you back on the number you are phoning from, which ends in { $ending }? Press 1 for yes, 2 to leave a message.
closed = Thank you for calling { $hotline }. We are closed now, and open again { $opening }.
closed-no-time = Thank you for calling { $hotline }. We are closed now.
message-question = Please tell us after the tone your name, your number and what you need. We will call you back.
message-thanks = Thank you. We have your message and will call you back.

## Parting
more-question = Is there anything else that I can do for you? Please say yes or no.
rating-question = How well did we help you? Please press or say a number from 1 to 5, where 5 is very well.
rated = Thank you, that helps us.
rated-low = I am sorry that we did not help you well. { $name } will call you by { $by }.
rated-low-noted = I am sorry that we did not help you well. I have noted it for a supervisor.
texts-question = May we send you text messages about this matter, with the name of who helps you? Press 1 for yes, 2 for no.
texts-agreed = Thank you, we will.
texts-refused = Of course, we will send you none.
goodbye = Thank you for calling { $hotline }. Goodbye.
goodbye-named = Thank you for calling, { $name }. Goodbye.

goodbye-called = This was { $hotline }. Thank you for your time. Goodbye.
goodbye-called-named = Thank you for your time, { $name }. Goodbye.

## Asked whether it is solved, and told our news
solved-hello = Hello, this is { $hotline }.
solved-hello-named = Hello, this is { $hotline }, calling for { $name }.
solved-question = We have helped you with { $title }. Has it been solved? Press 1 if it has, 2 if not yet.
solved-question-case = You had asked us for help. Has it been solved? Press 1 if it has, 2 if not yet.
solved-thanks = Thank you, I am glad to hear that.
solved-sorry = I am sorry to hear that. Your case is open again, and has priority.
reconnect-question = Shall I bring you to { $owner } now? Please say yes or no.
reconnect-question-anybody = Shall I bring you to somebody now? Please say yes or no.
reconnecting = Thank you, I am bringing you there. Please stay with us.
owe-call = We will call you back as soon as we can.
owe-call-by = We will call you back by { $by }.
owe-call-named = { $name } will call you back by { $by }.
told-again = I will say that once more.
told-goodbye = Thank you, goodbye.

## For agents
agent-sign-in = Please enter your agent number and PIN, then press the hash key.
agent-sign-in-wrong = That number and PIN do not match.
agent-welcome = Good day, { $name }. You are ready for calls.
agent-welcome-ring = Good day, { $name }. You are ready. We will ring you. Goodbye.
agent-no-longer = That call is no longer waiting.
agent-whisper = { $name }. { $title }.
agent-whisper-nameless = Name not understood. { $title }.
agent-whisper-recorded = Name as spoken. { $title }.
agent-callback = Callback. The customer is on the line.
agent-callback-away = Callback. The customer still has to be rung.
agent-not-reached = The customer was not reached. Thank you, you are free for the next call.
agent-accept = Press 1 to take the call, 2 to pass.
agent-visit-transfer = { $name } would like to pass a caller on to you.
agent-visit-consult = { $name } asks for your advice.
agent-visit-help = { $name } asks for a supervisor's help.
agent-visit-note = The note says: { $text }
agent-visit-accept = Press 1 to join them, 2 to pass.
agent-watch-accept = Your line to a call is ready. Press 1 to go on.
agent-visit-over = You are not needed any more, thank you.
agent-outcome = Press 1 if it is solved, 2 if not yet.
agent-pass-on = To pass the caller on, press the key of the department.
agent-extended = You have { $seconds } seconds more for your notes.
agent-extended-before = You have had more time for your notes already.
agent-colleague-on-break = { $name } has missed several calls and is on break now.
told-asked = I have a question about case { $code }. It waits for you on the page of the case.
told-stopped = I wanted to give another answer on case { $code } and was stopped. Please look at it on the page of the case.
told-replied = I have replied to your question about case { $code }.
told-answered = I have written an official answer on your case { $code }.
told-offered = Would you take over case { $code }? It waits for your answer.
told-accepted = I have taken over case { $code }.
told-declined = I cannot take over case { $code }.
told-taken = I have taken over case { $code } from you.
told-reopened = Case { $code } is not over. It is open again.
told-repeated = The customer of case { $code } has been in touch { $times } times.
told-incident-found = { $times } customers report the same: { $title }. Please look at the page of incidents.
told-incident-word = { $times } customers report the same: { $text }. Please look at the page of incidents.
incident-of-skill = We know of trouble with { $title }, and are working on it.
incident-of-word = We know of the trouble with { $text }, and are working on it.
agent-case-times = This is contact number { $times } about it.
agent-case-owner = { $name } has the case.
agent-case-yours = It is your case.
agent-case-answer = They were told: { $text }
agent-wanted-note = For { $name }: { $text }
agent-climbs = They were passed on before, so a supervisor takes them.
agent-stays = They were passed on twice and stay with you.
agent-on-call = This is { $hotline }. You are on call, and a caller needs a supervisor.
agent-on-break = You are on break. Press 1 when you are ready.
agent-asked-back = { $name } asks you to come back. Press 1 when you are ready.
agent-goodbye = You are signed out. Thank you, goodbye.
agent-refused = Sorry, please ask your supervisor for your agent number and PIN. Goodbye.
agent-connected = Connected.
agent-no-softphone = This telephone is not in use for you. Please ask your supervisor. Goodbye.
anybody = no department named
supervisor-wanted = asks for a supervisor
waited = { $minutes ->
    [one] Waited one minute.
   *[other] Waited { $minutes } minutes.
}

## Told by ourselves, on the telephone
told-hello = Hello, this is { $hotline } with a short message for you.
told-handed-over = { $agent } looks after your case from now on, and knows everything about it. You need not repeat anything.
told-late = I am sorry: the call that we promised you is late. We will call you by { $by }.

## Text messages, of 160 characters at most
text-spoke-with = { $hotline }: you spoke with { $agent }. Your case is { $code }: say this number when you call again.
text-handed-over = { $hotline }: { $agent } looks after your case { $code } from now on, and knows everything about it.
text-late = { $hotline }: we are sorry, the call that we promised you is late. We will call you by { $by }.
text-solved-question = { $hotline }: is your case { $code } solved? Please answer 1 for yes, or 2 for no.
text-thanks-solved = { $hotline }: thank you, we are glad. Your case { $code } is closed.
text-reopened = { $hotline }: we are sorry. Your case { $code } is open again, and goes before others.
text-reopened-called = { $hotline }: we are sorry. Your case { $code } is open again. We will call you by { $by }.
text-help = { $hotline }: thank you. We cannot answer messages here. Please call us, and somebody will help you.
text-stopped = { $hotline }: we will send you no more text messages.

## On the pages of people who work here
agent-promise-soon = You have promised a customer a call by { $by }. Case { $code }.
agent-promise-alone = { $agent } has promised a customer a call by { $by }, and is not here. Case { $code }.
agent-promise-late = The call that { $agent } promised a customer by { $by } is late. It goes to supervisors now. Case { $code }.
agent-promise-missed = The call that { $agent } promised a customer did not come about. Case { $code }.
climbed-supervisor = I am sorry that you have to call about this again. A supervisor will take your call.
