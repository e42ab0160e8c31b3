### What the audit trail says in English of deeds at the desk and on the floor.

deed-signed-in = signed in
deed-sign-in-refused = was refused at the door
deed-signed-out = signed out
deed-listened = listened to a talk
deed-whispered = whispered to the agent of a talk
deed-joined = joined a talk
deed-took-over = took over a talk
deed-moved-up = moved a caller up
deed-given = gave a caller to an agent
deed-status-changed = changed somebody’s status
deed-skills-changed = changed somebody’s skills
deed-message-sent = wrote to an agent
deed-called-back = called an agent back from break
deed-emergency-raised = raised an emergency
deed-emergency-ended = ended an emergency
deed-person-added = put somebody on record
deed-person-changed = changed somebody’s record
deed-person-left = took somebody’s rights away
deed-password-set = set a password or a PIN
deed-reported = took a report with them

somebody = somebody
a-login = a login (mark { $mark })
deed-closes = nobody new in line
deeds-of = Kinds of deeds
deeds-all = All
deeds-data = What callers said
deeds-floor = Calls and colleagues
deeds-staff = Records of people
deeds-door = At the door
deeds-older = Older
