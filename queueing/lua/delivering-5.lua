--- A job claims the delivery of an offer. The claim is the timer that would hand it out again.
--- @keys calls agents timers events counters
--- ARGV: now, token
--- result: 1 for the first claim of an offer that is open and in time, else 0
--- events: none
--- @include "base"
local token = ARGV[2]
local call = string.match(token, TOKEN)
if not call then return 0 end
local offer = redis.call('HMGET', call_key(call), 'state', 'token', 'deadline')
if offer[1] ~= 'offered' or offer[2] ~= token or tonumber(offer[3]) <= NOW then return 0 end
return redis.call('ZREM', TIMERS, 'deliver ' .. token)
