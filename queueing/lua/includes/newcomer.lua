--- @include "place"
-- The hash of a call new on the board, from ARGV 2 to 12; its event is the board's nth.
local function newcomer(_, n)
  local call, arrived = ARGV[2], ARGV[3]
  local c = {
    arrived = arrived, climbed = ARGV[4], target = ARGV[5],
    bonus = ARGV[6], score = exact(arrived - ARGV[6]),
    hold_from = exact(arrived + ARGV[7]), language = ARGV[8], skill = ARGV[9], level = ARGV[10],
    owner = ARGV[11], supervisor = ARGV[12], widened = '', supervised = '',
    given = '', member = member_of(n, ARGV[5], call),
  }
  c.held = holds(c)
  local ladder = ladder_of(c.skill)
  for i = 1, math.min(c.climbed, #ladder) do apply(c, ladder[i].act) end
  redis.call('ZADD', CALLS, arrived, call)
  return c
end
