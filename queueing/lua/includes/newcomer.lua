--- @include "place"
-- The hash of a call new on the board, from ARGV 2 to 10; its event is the board's nth.
local function newcomer(_, n)
  local call, arrived = ARGV[2], ARGV[3]
  local c = {
    arrived = arrived, hold_from = arrived, score = arrived, climbed = ARGV[4], target = ARGV[5],
    language = ARGV[6], skill = ARGV[7], level = ARGV[8], owner = ARGV[9], supervisor = ARGV[10],
    held = ARGV[9] ~= '' and '1' or '', widened = '', supervised = '',
    member = member_of(n, ARGV[5], call),
  }
  local ladder = ladder_of(c.skill)
  for i = 1, math.min(c.climbed, #ladder) do apply(c, ladder[i].act) end
  redis.call('ZADD', CALLS, arrived, call)
  return c
end
