--- @include "base"
--- @include "policy"
-- Appends an event in the same step as the change it tells of; answers its id and its number.
-- Ids are <epoch>-<n> with n counting up by one, so that a reader sees any gap, and with the
-- board's first moment as epoch, so that a reader notices a board that was emptied.
local epoch
local function emit(kind, ...)
  local n = redis.call('HINCRBY', COUNTERS, 'events', 1)
  epoch = epoch or redis.call('HGET', COUNTERS, 'epoch')
  if not epoch then
    epoch = exact(math.floor(NOW * 1000))
    redis.call('HSET', COUNTERS, 'epoch', epoch)
  end
  local id = epoch .. '-' .. n
  redis.call('XADD', EVENTS, 'MAXLEN', '~', STREAM_CAP, id, 'kind', kind, 'at', NOW, ...)
  return id, n
end
