--- @include "agents"
--- @include "offering"
local function more_urgent(one, other)
  return one.urgency > other.urgency
    or (one.urgency == other.urgency and one.member < other.member)
end

-- The most urgent head of the lines that an agent serves in one pool: time waited against the
-- target of its skill.
local function head_of(pool, level)
  local head = { pool = pool, level = level, lines = {} }
  local function look(line)
    local first = redis.call('ZRANGE', waiting_key(line), 0, 0, 'WITHSCORES')
    local member = first[1]
    if not member then return end
    head.lines[#head.lines + 1] = line
    local target, call = string.match(member, MEMBER)
    local urgency = (NOW - first[2]) / target
    local found = { call = call, member = member, urgency = urgency }
    if not head.call or more_urgent(found, head) then
      head.call, head.member, head.urgency, head.target = call, member, urgency, target
    end
  end
  if level == 0 then
    look(pool)
    return head
  end
  local lines, keys = {}, {}
  for least = 1, level do
    lines[least] = pool .. '.' .. least
    keys[least] = waiting_key(lines[least])
  end
  if redis.call('EXISTS', unpack(keys)) > 0 then
    for _, line in ipairs(lines) do look(line) end
  end
  return head
end

-- What a head is worth: one that waited far too long comes first, then callers whom nobody else
-- should serve, then those of the longest line, their own skill's counting as longer.
local FIRST, BEFORE = 2e6, 1e6
local function worth(head, best)
  if head.urgency >= URGENT then return FIRST + head.urgency end
  if string.find(head.pool, '^agent%.') or string.find(head.pool, '^supervisor%.') then
    return BEFORE + head.urgency
  end
  local length = 0
  for _, line in ipairs(head.lines) do length = length + redis.call('ZCARD', waiting_key(line)) end
  if head.level == 0 or head.level == best then length = OWN_FACTOR * length + OWN_BONUS end
  -- by the true wait: a bonus must not make a caller look too late to be answered in time
  local waited = NOW - redis.call('HGET', call_key(head.call), 'arrived')
  return waited < tonumber(head.target) and length + IN_TIME or length
end

-- The call that an agent should take, and its name in its lines.
local function best_call(serves)
  local heads, best = {}, 0
  for pool, level in string.gmatch(serves, '(%S+) (%d+) %d+') do
    best = math.max(best, level)
    local head = head_of(pool, tonumber(level))
    if head.call then heads[#heads + 1] = head end
  end
  local chosen, most = heads[1], heads[2] and worth(heads[1], best)
  for i = 2, #heads do
    local head = heads[i]
    local value = worth(head, best)
    if value > most or (value == most and more_urgent(head, chosen)) then
      chosen, most = head, value
    end
  end
  if chosen then return chosen.call, chosen.member end
end

-- An idle agent takes a call, or stands ready.
local function seek(agent, a, since)
  local call, member = best_call(a.serves)
  if call then
    leave_lines(redis.call('HGET', call_key(call), 'lines'), member)
    return make_offer(call, agent, a.offer_seconds)
  end
  redis.call('HSET', agent_key(agent), 'state', 'idle', 'since', since)
  stand_ready(agent, a.serves, since)
end

-- An agent is done with whatever it was. `a`: their hash.
local function free(agent, a)
  if tonumber(a.present_until) <= NOW then return drop(agent, 'lapsed') end
  if a.call or a['until'] then
    redis.call('HDEL', agent_key(agent), 'call', 'until', 'extended')
    disarm('pause ' .. agent)
  end
  emit('ready', 'agent', agent)
  seek(agent, a, NOW)
end
