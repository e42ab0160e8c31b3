--- @include "emit"
local function make_offer(call, agent, offer_seconds)
  local deadline = exact(NOW + offer_seconds)
  local token = emit('offered', 'call', call, 'agent', agent, 'deadline', deadline) .. '.' .. call
  redis.call('HSET', call_key(call), 'state', 'offered', 'since', NOW, 'lines', '',
    'agent', agent, 'token', token, 'deadline', deadline)
  redis.call('HSET', agent_key(agent), 'state', 'offered', 'since', NOW, 'call', call)
  arm(deadline, 'offer ' .. call, NOW + REDELIVER_AFTER, 'deliver ' .. token)
  offers[#offers + 1] = { call, agent, token, deadline }
end

-- The open offer of a call, to be handed out once more, unless it is about to expire.
local function open_offer(call)
  local c = redis.call('HMGET', call_key(call), 'state', 'agent', 'token', 'deadline')
  if c[1] == 'offered' and tonumber(c[4]) > NOW then
    offers[#offers + 1] = { call, c[2], c[3], c[4] }
  end
end

local function close_offer(call, token)
  disarm('offer ' .. call, 'deliver ' .. token)
  redis.call('HDEL', call_key(call), 'agent', 'token', 'deadline', 'delivered')
end
