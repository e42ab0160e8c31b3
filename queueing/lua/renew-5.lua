--- An agent is still here. A late message never shortens what an earlier one gave.
--- @keys calls agents timers events counters
--- ARGV: now, agent, present until
--- result: 1, or 0 for an agent who is not on the board
--- events: none
--- @include "base"
local agent, present_until = ARGV[2], tonumber(ARGV[3])
local known = redis.call('HGET', agent_key(agent), 'present_until')
if not known then return 0 end
if present_until > tonumber(known) then
  redis.call('HSET', agent_key(agent), 'present_until', present_until)
  arm(present_until, 'presence ' .. agent)
end
return 1
