### Who works here, in English.

place-people = People
people = People and skills
people-here = Who works here
people-none = Nobody is on record yet.
people-none-help = Put the first agent on record: they can sign in at once.
people-back = Back to everybody
people-gone = { $count ->
    [one] 1 person who no longer works here
   *[other] { $count } people who no longer work here
}
person = Name
person-new = Put somebody on record
person-add = Put on record
person-save = Save
person-at-once = Changes act at once, also for calls that wait now.
person-who = Who it is
person-name = Name, as they write it
extension = Agent number
extension-help = They key it with their PIN when they phone in. Up to 8 digits, each its own.
login-help = What they sign in with at these pages, or their e-mail address where your organisation’s sign-in is used. Empty: they have no pages.
role = Role
role-agent = Agent
role-supervisor = Supervisor
role-administrator = Administrator
role-help = Supervisors see the board and every call. Administrators change this page and see no names of callers in transcripts.
person-manager = Manager
person-manager-help = Has the manager’s page, whatever their role, and may grant what managers may.
person-is-manager = manager
languages = Languages they speak with callers
skills = Skills
skills-help = Level 5 knows it best. Callers go first to those who know their matter well.
level = Level { $level }
level-none = not at all
reached = Telephone
mode-standby = open line
mode-standby-help = They phone in, or connect in the page, and stay connected: no ringing, callers are there at once.
mode-ring = own telephone rings
mode-ring-help = Each call rings there; it takes seconds longer.
person-number = Their telephone number
on-call = on call
person-status = Status
person-left-at = until { $moment }
person-new-pin = New PIN
person-pin-help = 4 to 12 digits, for signing in by telephone.
person-set-pin = Set PIN
person-new-password = New password
person-password-help = At least 8 characters. Tell it to them; they can change it themselves.
person-set-password = Set password
person-leaves = They no longer work here
person-leaves-help = From then on { $name } cannot sign in anywhere. A talk that they are in goes on to its end. What they did stays on record, and their agent number can go to another.
person-leaves-now = Take off
person-has-left = Done. They can no longer sign in anywhere.
person-done-added = Saved. It holds from now on.
person-done-changed = Saved. It holds from now on.
person-done-pin = The PIN is set.
person-done-password = The password is set.
person-wrong = { $count ->
    [one] Something is not right yet. Nothing was saved.
   *[other] { $count } things are not right yet. Nothing was saved.
}
person-taken = That agent number or login belongs to somebody else.
person-needs-name = Please give a name.
person-needs-extension = Please give 1 to 8 digits.
person-needs-role = Please choose a role.
person-needs-language = Please choose at least one language.
person-needs-number = For calls to ring there, please give a number.
person-number-wrong = That is no telephone number we can ring, such as +62 21 5550 7002.
person-pin-wrong = A PIN has 4 to 12 digits.
person-password-wrong = A password has at least 8 characters.
person-not-yourself = You cannot take your own rights away. Another administrator can.
