--- A waiting call is for one agent alone, for a while.
--- @keys calls agents timers events counters
--- ARGV: now, call, agent
--- result: offers, or UNKNOWN_CALL, NOT_WAITING, UNKNOWN_AGENT
--- events: given, offered
--- @include "place"
local call, agent = ARGV[2], ARGV[3]
local c = read(call_key(call))
if not c.state then return UNKNOWN_CALL end
local given = c.owner == agent and c.held == '1' and c.given == '1'
if c.agent == agent or (c.state == 'waiting' and given) then
  open_offer(call)
  return offers
end
if c.state ~= 'waiting' then return NOT_WAITING end
if redis.call('EXISTS', agent_key(agent)) == 0 then return UNKNOWN_AGENT end

leave_lines(c.lines, c.member)
c.owner, c.held, c.given = agent, '1', '1'
local until_ = exact(NOW + OWNER_PATIENCE)
redis.call('HSET', call_key(call), 'owner', agent, 'held', '1', 'given', '1')
arm(until_, 'owner ' .. call)
emit('given', 'call', call, 'agent', agent, 'until', until_)
place(call, c)
return offers
