### The live board and the wall view.

acts = Actions
acts-of = Actions for { $name }
acts-of-house = Emergency
wall = Wall view
sections = Sections
tab-now = Now
tab-owed = Owed
tab-more = More

## Numbers
all-in-time = all of them in time
waiting-late = { $count } late
longest-today = Longest wait today
longest-today-means = until the answer or the end
abandonment = Abandonment
abandonment-means = { $count } hung up while waiting; without those under { $short } s
transfers = Transfers
transfers-means = { $count } of today’s talks, as a share of talks that ended
service-short = answered within { $target } s
owing = Callbacks and promises
owed-means = { $callbacks } to call back, { $promises } promised
owed-overdue = { $count } overdue

## Waiting
left = ~{ $minutes } min more
left-soon = <1 min more
left-help = An estimate from the callers ahead and the agents there; it is not a promise.
climbed-to = step { $step }: { $rung }

## Agents
agent-on-hold = on hold
agent-muted = muted
skill-level = level { $level } of 5
skills-more = and { $count } more

## Lines
lines = Lines
line = Line
longest = Longest
staff = Free
line-waiting = { $count ->
    [0] nobody waits
    [one] 1 waits
   *[other] { $count } wait
}
of-target = target { $target }
line-staff = { $free } of { $agents }
line-free = ready
line-busy = all busy
line-empty = no agent
line-in-time = in time
line-late = { $count } late
line-nobody = nobody to help
lines-none = This hotline has no skills of its own.

## Visits
visits = Colleagues in talks
visits-count = { $count } now
visit-transfer = transfer
visit-consult = consulting
visit-help = help wanted
visit-watch = supervisor
visit-with = with { $name }
visit-rings = rings { $name }
visit-wants = asks for { $name }
visit-wants-supervisor = asks for a supervisor
visit-caller = Caller:

## Promises
overdue-count = { $count } overdue
tried-times = { $count ->
    [one] tried once
   *[other] tried { $count } times
}

## The ladder
ladder = What the ladder did
climbed-after = after { $wait }
ladder-none = Nothing in the last hour.
ladder-none-help = Each step for a caller who waits long is told here.

## The last hours
hours = The last hours
hours-span = { $since } to { $until }
hours-none = Nothing to plot yet.
hours-none-help = The plots begin a minute after the hotline does.
course-waiting = Waiting
course-agents = Agents
course-service = Level of service
course-most = at most { $most }
course-least = at least { $least }
course-told = { $name } over the last hours: now { $last }, { $bound }.

## On call
called-upon = On call
manager = manager
on-the-phone = on the phone
comes-back = { $count ->
    [5] contact 5 or later
   *[other] contact { $count }
}
