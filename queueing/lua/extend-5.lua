--- An agent makes their wrap-up longer, once.
--- @keys calls agents timers events counters
--- ARGV: now, agent
--- result: the new end, or nothing for an agent not in a wrap-up, or in one made longer before
--- events: wrapping
--- @include "emit"
local agent = ARGV[2]
local a = redis.call('HMGET', agent_key(agent), 'state', 'until', 'extended')
if a[1] ~= 'wrap-up' or a[3] then return false end

local until_ = exact(a[2] + WRAP_UP_EXTENSION)
redis.call('HSET', agent_key(agent), 'until', until_, 'extended', '1')
arm(until_, 'pause ' .. agent)
emit('wrapping', 'agent', agent, 'until', until_)
return until_
