--- @include "agents"
-- The agent after a talk: off the board if they asked to be or are lost, else wrapping up.
local function end_talk(agent, why_off)
  local a = redis.call('HMGET', agent_key(agent), 'leaving', 'present_until')
  if why_off or a[1] then return drop(agent, why_off or 'retired') end
  rest(agent, a[2], 'wrap-up', NOW + WRAP_UP)
  emit('wrapping', 'agent', agent, 'until', NOW + WRAP_UP)
end
