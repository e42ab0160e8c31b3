--- An open offer has reached the agent's phone: from now on it can be missed.
--- @keys calls agents timers events counters
--- ARGV: now, token
--- result: 1, or 0 for an offer that is not open and in time
--- events: none
--- @include "base"
local token = ARGV[2]
local call = string.match(token, TOKEN)
if not call then return 0 end
local offer = redis.call('HMGET', call_key(call), 'state', 'token', 'deadline')
if offer[1] ~= 'offered' or offer[2] ~= token or tonumber(offer[3]) <= NOW then return 0 end
redis.call('HSET', call_key(call), 'delivered', '1')
return 1
