--- How many agents on the board serve a need's lines, whatever they do now.
--- @keys calls
--- ARGV: '', language, skill, level, owner, supervisor
--- result: their number
--- events: none
--- @include "lines"
--- @include "staff"
local c = { language = ARGV[2], skill = ARGV[3], level = ARGV[4], owner = ARGV[5],
  supervisor = ARGV[6], held = '', widened = '', supervised = '' }
return staff_of_all(lines_of(c))
