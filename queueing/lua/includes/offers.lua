--- @include "place"
-- The agent is taken away from whatever they do, except a talk: that ends first.
local function withdraw_agent(agent, why)
  local a = redis.call('HMGET', agent_key(agent), 'state', 'call')
  if a[1] ~= 'offered' then return drop(agent, why) end
  local call = a[2]
  local c = read(call_key(call))
  close_offer(call, c.token)
  emit('withdrawn', 'call', call, 'agent', agent, 'why', why)
  drop(agent, why)
  place(call, c)
end

-- An offer came back. The agent pauses, longer each time in a row, or is off the board after
-- too many that rang in vain: one that never reached them is not their doing. The call goes
-- back to its place. `c`: its hash.
local function refuse(call, c, cause)
  local agent = c.agent
  local key = agent_key(agent)
  close_offer(call, c.token)
  local returns = redis.call('HINCRBY', key, 'returns', 1)
  local misses = 0
  if cause == 'declined' then
    redis.call('HSET', key, 'misses', 0)
  elseif cause ~= 'failed' then
    misses = redis.call('HINCRBY', key, 'misses', 1)
  end
  emit(cause == 'missed' and 'missed' or 'declined', 'call', call, 'agent', agent, 'cause', cause)
  if misses >= MISSES_BEFORE_BREAK then
    emit('broke', 'agent', agent, 'misses', misses)
    drop(agent, 'broke')
  else
    local pause = math.min(back_off(cause) * BACK_OFF_GROWTH ^ (returns - 1), BACK_OFF_MOST)
    rest(agent, redis.call('HGET', key, 'present_until'), 'paused', NOW + pause)
  end
  place(call, c)
end
