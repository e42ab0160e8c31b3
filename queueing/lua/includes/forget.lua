--- @include "offering"
-- A call is gone from the board. `c`: its state, agent, token, lines and member. What becomes of
-- its agent is for whoever calls this.
local function forget(call, c)
  if c.state == 'waiting' then leave_lines(c.lines, c.member) end
  if c.state == 'offered' then close_offer(call, c.token) end
  disarm('rung ' .. call, 'owner ' .. call)
  redis.call('DEL', call_key(call))
  redis.call('ZREM', CALLS, call)
  emit('left', 'call', call, 'agent', c.agent or '', 'state', c.state)
end
