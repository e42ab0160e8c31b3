## The daily letter to management
letter-subject = { $hotline }: what needs you, { $day }
letter-stories = { $count ->
    [0] No customer had to come back five times. There is no case for you.
    [one] 1 customer had to come back five times or more
   *[other] { $count } customers had to come back five times or more
}
letter-case = Case { $code }, { $title }
letter-state = { $state }, since { $since }
letter-owner = Owner: { $name }
letter-no-owner = Nobody owns it.
letter-times = Contacts: { $contacts }. Transfers: { $transfers }.
letter-earlier = { $count ->
    [one] 1 earlier contact
   *[other] { $count } earlier contacts
}
letter-answer = They were told: { $text }
letter-no-answer = They have been given no answer.
letter-more = And { $count } more.
letter-besides = Besides
letter-late = Cases later than they should be: { $count }
letter-unconfirmed = Cases that no customer confirms: { $count }
letter-missed = Promises missed since yesterday: { $count }
letter-rated-low = Low ratings since yesterday: { $count }
letter-goodwill = Goodwill since yesterday: { $count ->
    [0] none
   *[other] { $count } times, { $currency } { $amount }
}
letter-incidents = Incidents that are open: { $count }
