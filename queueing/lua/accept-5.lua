--- The agent takes the call that is offered to them.
--- @keys calls agents timers events counters
--- ARGV: now, call, agent, token
--- result: the time of the offer (of the yes, if it was said before), or STALE_OFFER
--- events: accepted
--- @include "emit"
local call, agent, token = ARGV[2], ARGV[3], ARGV[4]
local key = call_key(call)
local c = redis.call('HMGET', key, 'state', 'agent', 'token', 'since')
if not c[1] or c[2] ~= agent or c[3] ~= token then return STALE_OFFER end
if c[1] == 'talking' then return c[4] end

disarm('offer ' .. call, 'deliver ' .. token, 'rung ' .. call, 'owner ' .. call)
redis.call('HDEL', key, 'deadline', 'delivered')
redis.call('HSET', key, 'state', 'talking', 'since', NOW)
redis.call('HSET', agent_key(agent), 'state', 'talking', 'since', NOW, 'returns', 0, 'misses', 0)
emit('accepted', 'call', call, 'agent', agent)
return c[4]
