### Cases in English: each has one owner, and one answer.

place-cases = Cases
places-wait = waiting for you:
case-title = Case { $code }
a-case = a case
case-supervisors = the supervisors
case-nobody = nobody yet
case-you = (you)
case-late = overdue
case-of-incident = part of an incident
case-owner = owner
case-contacts = contacts
case-transfers = transfers
case-opened = opened
case-due = to be solved by
case-choose = Please choose
why-no-amount = Please write an amount in whole numbers.
why-too-much = That is more than you may still give for this case.
why-no-reason = Please write why it is given.
why-bad-number = That is no telephone number, such as +62 21 5550 7002.

## The list
case-find = Case number
case-find-do = Open
case-missing = There is no case with that number, or it is not yours to read.
case-new = New case
case-filters = Cases of the house
case-of-mine = Mine
case-of-all = All
case-of-unowned = Without an owner
case-of-late = Overdue
case-of-urgent = Urgent
case-of-unconfirmed = Not confirmed
case-of-internal = Internal
case-mine = My cases
case-mine-none = No case is yours at the moment.
case-mine-none-help = A case becomes yours when you are the first to talk with its customer, or when you accept it.
case-team = Without an owner, in your departments
case-team-none = Every case has an owner.
case-team-help = Whoever takes one is the person its customer can count on.
case-none = No case is like that.
case-none-help = That is good news.
case-full = The first { $count } are shown.
case-waits = Waiting for you
case-offers = offers you this case
case-asks = asks
case-tried = wanted to say this, and was stopped
case-look = Look at it
case-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
case-times = { $count ->
    [0] none yet
    [one] 1 contact
   *[other] { $count } contacts
}
case-col-case = Case
case-col-customer = Customer
case-col-who = Owner
case-col-touched = Contacts
case-col-due = Solve by
case-col-became = State

## One answer
case-answer = What the customer is told
case-no-answer = There is no answer yet. Whoever talks with the customer promises nothing before there is one.
case-answered-by = { $name }, { $moment }
case-answer-write = Write the answer
case-answer-change = Change the answer
case-answer-label = The answer
case-answer-help = Everybody who talks with the customer sees it first, and says nothing else.
case-answer-do = This is the answer
case-ask-label = A question to { $owner }
case-ask-words = The customer asks about this again. What may we tell them?
case-ask-help = What is promised about this case is for { $owner } to say.
case-ask-do = Ask { $owner }
case-propose = Propose an answer
case-propose-help = It goes to { $owner } as a question. The customer is not told before they say so.
case-propose-do = Put it before them
case-questions = Questions
case-reply = Reply
case-reply-do = Send the reply
case-waits-for = Waiting for { $owner }.
case-stopped = Stopped: { $owner } decides what is said about this case. Your words were put before them as a question.

## One owner
case-take = Make it mine
case-take-over = Take it over
case-offer = Hand it over
case-offer-to = To
case-offer-note = What they should know
case-offer-help = It stays where it is until they accept. Then the customer is told.
case-offer-do = Offer it
case-offered = Offered to { $to }
case-offered-you = { $by } offers you this case
case-accept = Accept
case-decline = Decline
case-withdraw = Take the offer back

## What became of it
case-becomes = Where it stands
case-state-open = Somebody works on it.
case-state-solved = Said to be solved. The customer is asked; only their yes closes it.
case-state-closed = The customer says that it is solved.
case-state-unconfirmed = Said to be solved, but the customer could not be asked. It is not closed.
case-state-void = There was nothing to be solved.
case-solved-by = { $name }, { $moment }
case-solve = It is solved
case-reopen = Open it again
case-dismiss = There is no problem
case-dismiss-help = For a wrong number, or something that needs no answer. The customer is not asked.
case-dismiss-do = No case
case-promises = Promised to the customer
case-promises-none = Nothing is promised.
case-promise-open = open
case-promise-kept = kept
case-promise-missed = missed
case-promise-cancelled = not needed
case-follow-up = To be asked whether it is solved

## What came in, and what is given
case-more = More
case-log = Put a contact on record
case-log-how = How they were in touch
case-log-what = What they said
case-log-help = It counts like a call: whoever has to come back often is seen to higher up.
case-log-do = Put on record
channel-letter = Letter
channel-shop = In the shop
channel-social = Social media
channel-email = E-mail
channel-internal = A colleague
channel-other = Another way
case-give = A gesture of goodwill
case-give-amount = Amount in { $currency }
case-give-limit = At most { $currency } { $amount }
case-give-why = What for
case-give-do = Give it
case-others = Other cases of this customer

## The story
case-story = Story
case-story-order = the newest first
case-logged-by = put on record by { $name }
case-our-call = We called the customer
case-no-reply = No reply yet
case-touched-call = The customer telephoned
case-touched-letter = The customer wrote a letter
case-touched-shop = The customer came to the shop
case-touched-social = The customer wrote on social media
case-touched-email = The customer wrote an e-mail
case-touched-internal = A colleague asked
case-touched-other = The customer was in touch
case-story-answer = { $name } wrote the answer
case-story-question = { $name } asked
case-story-attempt = { $name } was stopped from saying
case-story-goodwill = { $name } gave { $currency } { $amount }
case-story-opened = Case opened
case-story-owned = New owner
case-story-offered = Offered
case-story-handed-over = Handed over and accepted
case-story-declined = The offer was declined
case-story-withdrawn = The offer was taken back
case-story-solved = Said to be solved
case-story-denied = The customer says it is not solved
case-story-reopened = Opened again
case-story-confirmed = The customer says it is solved
case-story-unconfirmed = The customer could not be asked
case-story-void = Said to be no case
case-story-linked = Part of an incident
case-story-unlinked = Not part of the incident
case-story-awaits = The customer wants to be called when it is solved
case-story-climbed = Contact { $number }: it went higher up
case-story-rated = The customer rated the call { $number } of 5
case-story-moved = The call was about another case
case-story-released = Its owner works here no longer
case-story-forgotten = All that was known of the customer was deleted
case-story-not-reached = The customer could not be reached
case-story-promise-late = A promise was not kept in time
case-word-waiting = The customer is to be told
case-word-sent = The customer was told
case-word-failed = The customer could not be told
case-word-cancelled = The customer need not be told

## What was done
case-did-opened = The case is open.
case-did-answer = That is the answer now. Everybody sees it first.
case-did-ask = { $owner } has your question.
case-did-reply = Your reply is sent.
case-did-take = The case is yours.
case-did-offer = The case is offered.
case-did-accept = The case is yours. The customer is told.
case-did-decline = The case stays where it was.
case-did-solve = The customer will be asked whether it is solved.
case-did-reopen = The case is open again.
case-did-dismiss = There is no case.
case-did-log = The contact is on record, and counts.
case-did-give = The gesture is on record.

## A new one
case-new-title = A case that did not begin with a call
case-new-help = A customer who has a case with that department goes on with it: this counts as one more contact.
case-new-how = How they were in touch
case-new-number = Their telephone number
case-new-number-help = By it they are known when they phone, and called back.
case-new-name = Their name, if it is known
case-new-skill = For the department
case-new-reason = What it is about
case-new-do = Open the case

## Beside a call
case-card = Their case
case-card-nth = contact { $count }
case-card-transfers = { $count ->
    [one] 1 transfer
   *[other] { $count } transfers
}
case-card-own = your case
case-card-tell = Tell them this
case-card-untold = Promise nothing yet: { $owner } has not given an answer.
case-card-unwritten = There is no answer yet. What you write here is what everybody tells them.
case-card-asked = You asked
case-card-stopped = You wanted to say
case-card-another = It is about something else
case-card-about = About case { $code }
case-key = Question or answer about the case
case-card-new = About something new
did-case-answer = That is the answer now. Everybody sees it first.
did-case-ask = Your question is asked. The reply comes here.
did-case-about = Noted what this call is about.
did-case-give = The gesture is on record.
