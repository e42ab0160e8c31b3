### What keeps the house honest: promises, incidents, and the manager's page.

place-promises = Promises
place-incidents = Incidents
place-management = Management

## Cases
case-is-open = open
case-is-solved = said to be solved
case-is-closed = closed
case-is-unconfirmed = not confirmed
case-is-void = no case
case-is-urgent = urgent
case-is-internal = internal

## Promises
kept-lead = Whom we said we would call, by when, and whether we did.
kept-lead-own = Whom you said you would call, and what is owed on your cases.
kept-is-late = overdue
kept-is-soon = due within the hour
kept-is-in-time = on time
kept-is-in-turn = in turn
kept-is-kept = kept
kept-is-kept-late = kept late
kept-is-missed = missed
kept-later = later
kept-share-means = { $part } of { $whole } in { $days } days
kept-open = To be kept
kept-due = Due
kept-ended = When
kept-when = When
kept-customer = Customer
kept-who = By
kept-case = Case
kept-became = State
kept-way = How
kept-what = What
kept-anybody = whoever is free
kept-told = customer told that it is late
kept-warned = warned
kept-asking = Customers to be asked
kept-asking-help = Their cases are said to be solved. Only their yes closes one; a no brings it back to its owner.
kept-by-call = by telephone
kept-by-text = by text message
kept-unheard = Words that did not arrive
kept-unheard-help = The customer does not know this yet. Somebody should tell them.
kept-settled = The last { $days } days
kept-settled-none = No promise came to its end in these days.
word-spoke-with = whom they spoke with
word-handed-over = their new owner
word-late = that a call is late
word-solved-question = whether it is solved
word-help = how to reach us

## Incidents
incident-lead = When more customers report the same than chance explains, it is an incident: one trouble, not many.
incident-none = No incident is open.
incident-none-help = One opens by itself when at least three customers report the same, and more than these hours usually bring.
incident-found = Found { $moment }: { $observed } customers reported it, where { $expected } are usual.
incident-chance = Chance alone does that once in { $times } times.
incident-by-hand = Opened by { $name }, { $moment }.
incident-customers = { $count ->
    [0] No customer of it is known yet.
    [one] So far it is 1 customer.
   *[other] So far it is { $count } customers.
}
incident-cases = { $count ->
    [0] No case
    [one] 1 case
   *[other] { $count } cases
}
incident-unsolved = , { $count } to be solved
incident-more = and { $count } more
incident-code = Case number
incident-link = Add this case
incident-unlink = Not this one
incident-unlink-case = Case { $code } is none of this incident
incident-telling = What callers are told
incident-said-in = In { $language }
incident-tell = Tell callers with this reason
incident-tell-help = They hear it as soon as they have said why they phone, and may choose to be called when it is solved instead of waiting.
incident-save = Save
incident-is-told = callers are told
incident-is-not-told = callers are not told yet
incident-solve = It is solved
incident-solve-help = Every customer of these cases is called and asked whether it is. Only their yes closes a case.
incident-dismiss = It was none
incident-dismiss-help = The cases go on, each by itself.
incident-open = Open one by hand
incident-open-help = For what you know before enough customers have phoned.
incident-open-do = Open incident
incident-term = A word that callers use
incident-term-help = With a word, only callers who say it are told. Without, all with this reason.
incident-past = The last { $days } days
incident-past-none = No incident came to its end in these days.
incident-col-what = What
incident-col-began = Began
incident-col-ended = Over
incident-col-cases = Cases
incident-col-outcome = Outcome
incident-is-solved = solved
incident-is-dismissed = was none
incident-did-open = The incident is open. Callers are told when you say so.
incident-did-tell = Saved. It holds from now on.
incident-did-solve = The incident is over. Its customers are called and asked.
incident-did-dismiss = It was none. Its cases go on, each by itself.
incident-did-link = The case is part of it now.
incident-did-unlink = The case is by itself now.
why-no-skill = Please choose what it is about.
why-no-case = There is no case with that number.

## The manager's page
manage-lead = What did not get solved by itself. Looking back { $days } days.
manage-fifth = Fifth contact or more
manage-fifth-title = Customers who had to come back five times
manage-fifth-none = No customer had to come back five times.
manage-late = Later than they should be
manage-late-none = Every open case is in time.
manage-unconfirmed = Not confirmed
manage-unconfirmed-none = Every customer could be asked.
manage-rated = Low ratings
manage-rated-title = Rated { $low } or lower
manage-rated-none = No caller was unhappy enough to say so.
manage-rating = { $rating } of 5
manage-promised-open = a supervisor will call
manage-promised-kept = a supervisor has called
manage-promised-missed = a supervisor’s call was missed
manage-promised-cancelled = no call was wanted
manage-not-promised = no call was promised
manage-broken = Promises not kept
manage-broken-none = Every promise was kept.
manage-due = due { $moment }
manage-goodwill = Goodwill given
manage-goodwill-none = Nothing was given.
manage-owner = Owner:
manage-no-owner = nobody owns it
manage-contacts = { $count ->
    [one] 1 contact
   *[other] { $count } contacts
}
manage-transfers = { $count ->
    [one] 1 transfer
   *[other] { $count } transfers
}
manage-since = since { $moment }
manage-answer = They were told:
manage-no-answer = They have been given no answer.
manage-earlier = { $count ->
    [one] 1 earlier step
   *[other] { $count } earlier steps
}
touched-call = telephoned
touched-letter = wrote a letter
touched-shop = came to the shop
touched-social = wrote on social media
touched-email = wrote an e-mail
touched-internal = asked in the house
touched-other = was in touch
story-opened = case opened
story-owned = new owner
story-solved = said to be solved
story-denied = the customer says it is not solved
story-reopened = opened again
story-confirmed = the customer says it is solved
story-unconfirmed = the customer could not be asked
story-stopped = another answer was stopped
story-linked = part of an incident
story-goodwill = goodwill given
story-not-reached = the customer could not be reached

## Routing faults
fault-title = Led to the wrong people
fault-window = the last { $days } days
fault-lead = Reasons that led callers to a department which had to pass them on. As examples of the right one, they lead there next time.
fault-none = No reason has led callers the wrong way more than once.
fault-calls = { $count } calls passed on
fault-times = { $count } times
fault-teach = Add as examples of { $skill }
fault-given = example now
fault-mended = mended
fault-hidden = What callers said is not for your role.
fault-wordless = Their reasons are not on record.
fault-did-teach = Done. Callers who say so are led right from now on.
