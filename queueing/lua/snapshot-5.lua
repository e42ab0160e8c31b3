--- The whole board at one instant, with the id of the last event before it.
--- @keys calls agents timers events counters
--- ARGV: none
--- result: {cursor, {{call, hash}...}, {{agent, hash}...}} as JSON: a reply of so many parts is
---   dear to read, a text is not; a list of none is {} there
--- events: none
local calls, agents = {}, {}
for i, call in ipairs(redis.call('ZRANGE', CALLS, 0, -1)) do
  calls[i] = { call, redis.call('HGETALL', PREFIX .. CALL .. call) }
end
for i, agent in ipairs(redis.call('SMEMBERS', AGENTS)) do
  agents[i] = { agent, redis.call('HGETALL', PREFIX .. AGENT .. agent) }
end
local counters = redis.call('HMGET', COUNTERS, 'epoch', 'events')
local cursor = counters[1] and counters[1] .. '-' .. counters[2] or '0-0'
return cjson.encode({ cursor, calls, agents })
