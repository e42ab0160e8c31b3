--- @include "place"
-- An agent not in a talk is in one that began with no offer to them: taken from whatever they
-- do, and put on the board if they are not there. `a`: their hash. Answers the hash of the call
-- that they were asked to take, if there is one; it is to be placed anew.
local function engage(agent, a, call, since, present_until, offer_seconds, serves)
  local key, asked = agent_key(agent)
  if a.state == 'offered' then
    asked = read(call_key(a.call))
    close_offer(a.call, asked.token)
    emit('withdrawn', 'call', a.call, 'agent', agent, 'why', 'talking')
  elseif a.state == 'idle' then
    leave_ready(agent, a.serves)
  end
  present_until = math.max(present_until, tonumber(a.present_until or present_until))
  redis.call('HDEL', key, 'until', 'extended')
  redis.call('HSET', key, 'state', 'talking', 'since', since, 'call', call, 'returns', 0,
    'misses', 0, 'present_until', present_until, 'offer_seconds', offer_seconds, 'serves', serves)
  enlist(agent, serves, a.serves)
  disarm('pause ' .. agent)
  arm(present_until, 'presence ' .. agent)
  return asked
end
