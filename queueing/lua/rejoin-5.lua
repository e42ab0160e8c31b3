--- A talk is broken off and the call is back in line at its old place, perhaps with a new need.
--- @keys calls agents timers events counters
--- ARGV: now, call, token or '', '1' if the agent is lost, target, then nothing or
---   language, skill, level, owner, supervisor
--- result: offers, or UNKNOWN_CALL
--- events: rejoined; wrapping or retired for its agent; offered
--- @include "talks"
--- @include "place"
local call, token = ARGV[2], ARGV[3]
local key = call_key(call)
local c = read(key)
if not c.state then return UNKNOWN_CALL end
if c.state ~= 'talking' or (token ~= '' and token ~= c.token) then
  open_offer(call)
  return offers
end

local owner = c.owner
if ARGV[6] then
  c.language, c.skill, c.level, c.owner, c.supervisor = unpack(ARGV, 6, 10)
  c.target = ARGV[5]
  c.member = member_of(string.match(c.member, '^%d+'), c.target, call)
end
c.hold_from = exact(c.hold_from + NOW - c.since) -- time in a talk is no time on hold
c.given, c.held = '', holds(c)
if c.owner ~= '' and c.owner ~= owner then c.given, c.held = '1', '1' end
write(key, c)
redis.call('HDEL', key, 'agent', 'token')
emit('rejoined', 'call', call, 'agent', c.agent)
end_talk(c.agent, ARGV[4] == '1' and 'lost' or nil)
arm_waiting(call, c)
if c.given == '1' then arm(exact(NOW + OWNER_PATIENCE), 'owner ' .. call) end
place(call, c)
return offers
