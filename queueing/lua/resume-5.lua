--- A talk goes on of which the board knows nothing, having been emptied. Calls that are on the
--- board and agents in a talk stay as they are.
--- @keys calls agents timers events counters
--- ARGV: now, call, arrived, rungs climbed, target, bonus, time talked, language, skill, level,
---   owner, supervisor, agent, present until, seconds an offer lives, pools served, token,
---   beginning of the talk
--- result: offers, for the call that the agent was asked to take meanwhile
--- events: withdrawn, resumed, offered
--- @include "engage"
--- @include "newcomer"
local call, agent, since = ARGV[2], ARGV[13], ARGV[18]
local a = read(agent_key(agent))
if a.state == 'talking' or redis.call('EXISTS', call_key(call)) == 1 then return offers end

local asked = engage(agent, a, call, since, tonumber(ARGV[14]), ARGV[15], ARGV[16])
local c = newcomer(emit('resumed', 'call', call, 'agent', agent, 'arrived', ARGV[3],
  'climbed', ARGV[4]))
c.state, c.since, c.lines, c.agent, c.token = 'talking', since, '', agent, ARGV[17]
write(call_key(call), c)
if asked then place(a.call, asked) end
return offers
