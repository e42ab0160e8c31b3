--- @include "emit"
local function stand_ready(agent, serves, since)
  local idle = math.floor(since * 1000)
  for pool, rank in string.gmatch(serves, '(%S+) %d+ (%d+)') do
    redis.call('ZADD', ready_key(pool), rank * RANK + idle, agent)
  end
end

local function leave_ready(agent, serves)
  for pool in string.gmatch(serves, '(%S+) %d+ %d+') do
    redis.call('ZREM', ready_key(pool), agent)
  end
end

-- On the board as one who serves these pools, whatever they are doing now.
local function enlist(agent, serves, before)
  if serves == before then return end
  if before then
    for pool in string.gmatch(before, '(%S+) %d+ %d+') do
      redis.call('ZREM', staff_key(pool), agent)
    end
  else
    redis.call('SADD', AGENTS, agent)
  end
  for pool, rank in string.gmatch(serves, '(%S+) %d+ (%d+)') do
    redis.call('ZADD', staff_key(pool), rank, agent)
  end
end

-- Who is off the board by no choice of their own, for the answer.
local gone = { lapsed = {}, broke = {} }

-- Off the board. Callers who wait for this agent alone are let go by the next tick.
local function drop(agent, why)
  local key = agent_key(agent)
  local a = redis.call('HMGET', key, 'state', 'serves')
  if a[1] == 'idle' then leave_ready(agent, a[2]) end
  for pool in string.gmatch(a[2], '(%S+) %d+ %d+') do
    redis.call('ZREM', staff_key(pool), agent)
  end
  redis.call('DEL', key)
  redis.call('SREM', AGENTS, agent)
  disarm('pause ' .. agent, 'presence ' .. agent)
  for _, member in ipairs(redis.call('ZRANGE', waiting_key('agent.' .. agent), 0, -1)) do
    arm(NOW, 'owner ' .. select(2, string.match(member, MEMBER)))
  end
  if gone[why] then table.insert(gone[why], agent) end
  emit('retired', 'agent', agent, 'why', why)
end

-- Busy with something that ends by itself: a wrap-up or a pause.
local function rest(agent, present_until, state, until_)
  local key = agent_key(agent)
  redis.call('HDEL', key, 'call')
  redis.call('HSET', key, 'state', state, 'since', NOW, 'until', until_)
  arm(until_, 'pause ' .. agent, present_until, 'presence ' .. agent)
end
