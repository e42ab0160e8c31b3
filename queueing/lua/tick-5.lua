--- The clock: does what has come due, the oldest first, at most `limit` things.
--- @keys calls agents timers events counters
--- ARGV: now, limit
--- result: {offers, climbs, expired offers, broken agents, lapsed agents, 1 if there is more}
--- events: missed, broke, retired, withdrawn, climbed, released, ready, offered
--- @include "offers"
--- @include "seek"
local climbs, expired = {}, {}
local on = {}

function on.offer(call)
  local c = read(call_key(call))
  expired[#expired + 1] = { call, c.agent, c.token, c.deadline }
  refuse(call, c, c.delivered and 'missed' or 'failed')
end

function on.deliver(token)
  open_offer(string.match(token, TOKEN))
  arm(NOW + REDELIVER_AFTER, 'deliver ' .. token)
end

function on.rung(call)
  local c = read(call_key(call))
  local ladder, index = ladder_of(c.skill), tonumber(c.climbed)
  local rung, following = ladder[index + 1], ladder[index + 2]
  if not rung then return end
  if c.state == 'waiting' then leave_lines(c.lines, c.member) end
  local was_held = c.held == '1'
  apply(c, rung.act)
  c.climbed = index + 1
  redis.call('HSET', call_key(call), 'climbed', c.climbed, 'widened', c.widened,
    'held', c.held, 'score', c.score, 'supervised', c.supervised)
  if was_held and c.held == '' then disarm('owner ' .. call) end
  if following then arm(c.hold_from + following.after, 'rung ' .. call) end
  climbs[#climbs + 1] = { call, index, c.skill }
  emit('climbed', 'call', call, 'rung', index, 'act', rung.act)
  if c.state == 'waiting' then place(call, c) end
end

function on.owner(call)
  local c = read(call_key(call))
  c.held = ''
  redis.call('HSET', call_key(call), 'held', '')
  emit('released', 'call', call, 'owner', c.owner)
  if c.state == 'waiting' then
    leave_lines(c.lines, c.member)
    place(call, c)
  end
end

function on.pause(agent) free(agent, read(agent_key(agent))) end

function on.presence(agent)
  if redis.call('HGET', agent_key(agent), 'state') ~= 'talking' then
    withdraw_agent(agent, 'lapsed')
  end
end

local function due()
  return redis.call('ZRANGEBYSCORE', TIMERS, '-inf', ARGV[1], 'LIMIT', 0, 1)[1]
end

local timer = due()
for _ = 1, tonumber(ARGV[2]) do
  if not timer then break end
  redis.call('ZREM', TIMERS, timer)
  local kind, id = string.match(timer, '^(%a+) (.+)$')
  on[kind](id)
  timer = due()
end
return { offers, climbs, expired, gone.broke, gone.lapsed, timer and 1 or 0 }
