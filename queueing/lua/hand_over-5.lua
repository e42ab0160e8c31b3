--- A talk goes on with another agent.
--- @keys calls agents timers events counters
--- ARGV: now, call, agent, present until, seconds an offer lives, pools served, visit or ''
--- result: {token of the talk, offers, for the call that the agent was asked to take}, or
---   UNKNOWN_CALL, NOT_TALKING, AGENT_BUSY
--- events: left (the visit) or withdrawn, handed; wrapping or retired for the agent before; offered
--- @include "talks"
--- @include "forget"
--- @include "engage"
local call, agent, visit = ARGV[2], ARGV[3], ARGV[7]
local key = call_key(call)
local c = read(key)
if not c.state then return UNKNOWN_CALL end
if c.state ~= 'talking' then return NOT_TALKING end
if c.agent == agent then return { c.token, offers } end

local a = read(agent_key(agent))
if a.call and a.call == visit then
  forget(visit, read(call_key(visit)))
  a.state = nil
elseif a.state == 'talking' then
  return AGENT_BUSY
end
local asked = engage(agent, a, call, NOW, tonumber(ARGV[4]), ARGV[5], ARGV[6])
local token = emit('handed', 'call', call, 'agent', agent, 'from', c.agent) .. '.' .. call
redis.call('HSET', key, 'agent', agent, 'token', token, 'since', NOW,
  'hold_from', exact(c.hold_from + NOW - c.since)) -- time in a talk is no time on hold
end_talk(c.agent)
if asked then place(a.call, asked) end
return { token, offers }
