--- A call joins: to a ready agent who serves it, else into its lines. Twice is once.
--- @keys calls agents timers events counters
--- ARGV: now, call, arrived, rungs climbed, target, bonus, time talked, language, skill, level,
---   owner, supervisor
--- result: offers
--- events: joined, offered
--- @include "newcomer"
local call = ARGV[2]
if redis.call('EXISTS', call_key(call)) == 1 then
  open_offer(call)
  return offers
end

local c = newcomer(emit('joined', 'call', call, 'arrived', ARGV[3], 'climbed', ARGV[4]))
write(call_key(call), c)
arm_waiting(call, c)
place(call, c)
return offers
