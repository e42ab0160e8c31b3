--- @include "agents"
--- @include "offering"
-- The most urgent head of an agent's lines: time waited against the target of its skill.
local function most_urgent(serves)
  local best, best_urgency, best_member
  local function look(line)
    local head = redis.call('ZRANGE', waiting_key(line), 0, 0, 'WITHSCORES')
    local member = head[1]
    if not member or member == best_member then return end
    local target, call = string.match(member, MEMBER)
    local urgency = (NOW - head[2]) / target
    if not best or urgency > best_urgency
      or (urgency == best_urgency and member < best_member) then
      best, best_urgency, best_member = call, urgency, member
    end
  end
  for pool, level in string.gmatch(serves, '(%S+) (%d+) %d+') do
    if level == '0' then look(pool) end
    for least = 1, tonumber(level) do look(pool .. '.' .. least) end
  end
  return best, best_member
end

-- An idle agent takes a call, or stands ready.
local function seek(agent, a, since)
  local call, member = most_urgent(a.serves)
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
    redis.call('HDEL', agent_key(agent), 'call', 'until')
    disarm('pause ' .. agent)
  end
  emit('ready', 'agent', agent)
  seek(agent, a, NOW)
end
