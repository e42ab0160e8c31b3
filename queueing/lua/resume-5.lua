--- A talk goes on of which the board knows nothing, having been emptied. Calls that are on the
--- board and agents in a talk stay as they are.
--- @keys calls agents timers events counters
--- ARGV: now, call, arrived, rungs climbed, target, bonus, time talked, language, skill, level,
---   owner, supervisor, agent, present until, seconds an offer lives, pools served, token,
---   beginning of the talk
--- result: offers, for the call that the agent was asked to take meanwhile
--- events: withdrawn, resumed, offered
--- @include "offers"
--- @include "newcomer"
local call, agent, present_until, token = ARGV[2], ARGV[13], tonumber(ARGV[14]), ARGV[17]
local key = agent_key(agent)
local a = read(key)
if a.state == 'talking' or redis.call('EXISTS', call_key(call)) == 1 then return offers end

local asked
if a.state == 'offered' then
  asked = read(call_key(a.call))
  close_offer(a.call, asked.token)
  emit('withdrawn', 'call', a.call, 'agent', agent, 'why', 'talking')
elseif a.state == 'idle' then
  leave_ready(agent, a.serves)
end
present_until = math.max(present_until, tonumber(a.present_until or present_until))
redis.call('HDEL', key, 'until', 'extended')
redis.call('HSET', key, 'state', 'talking', 'since', ARGV[18], 'call', call, 'returns', 0,
  'misses', 0, 'present_until', present_until, 'offer_seconds', ARGV[15], 'serves', ARGV[16])
enlist(agent, ARGV[16], a.serves)
disarm('pause ' .. agent)
arm(present_until, 'presence ' .. agent)

local c = newcomer(emit('resumed', 'call', call, 'agent', agent, 'arrived', ARGV[3],
  'climbed', ARGV[4]))
c.state, c.since, c.lines, c.agent, c.token = 'talking', ARGV[18], '', agent, token
write(call_key(call), c)
if asked then place(a.call, asked) end
return offers
