--- An agent is here; if idle, they take the most urgent call they serve.
--- @keys calls agents timers events counters
--- ARGV: now, agent, present until, seconds an offer lives, pools served with levels and ranks,
---   end of a wrap-up that still runs, or ''
--- result: offers
--- events: ready or wrapping (new on the board), offered
--- @include "seek"
local agent, present_until = ARGV[2], tonumber(ARGV[3])
local key = agent_key(agent)
local a = read(key)
local served_before = a.serves
a.present_until = math.max(present_until, tonumber(a.present_until or present_until))
a.offer_seconds, a.serves = ARGV[4], ARGV[5]

redis.call('HSET', key, 'present_until', a.present_until, 'offer_seconds', a.offer_seconds,
  'serves', a.serves)
if a.leaving then redis.call('HDEL', key, 'leaving') end
arm(a.present_until, 'presence ' .. agent)
enlist(agent, a.serves, served_before)
if not a.state and (tonumber(ARGV[6]) or NOW) > NOW then
  rest(agent, a.present_until, 'wrap-up', ARGV[6])
  emit('wrapping', 'agent', agent, 'until', ARGV[6])
elseif not a.state then
  free(agent, a)
elseif a.state == 'idle' then
  leave_ready(agent, served_before)
  seek(agent, a, a.since)
elseif a.state == 'offered' then
  open_offer(a.call)
end
return offers
