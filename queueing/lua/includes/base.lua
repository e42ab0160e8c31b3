-- What every changing verb starts from: the time, and the offers it will answer with.
local NOW = tonumber(ARGV[1])
local offers = {}

-- A ready agent's score in a pool is their rank there, then the time since which they are idle:
-- one exact integer below 2^53, milliseconds in its lower 42 bits.
local RANK = 4398046511104

local function call_key(call) return PREFIX .. CALL .. call end
local function agent_key(agent) return PREFIX .. AGENT .. agent end
local function waiting_key(line) return PREFIX .. WAITING .. line end
local function ready_key(pool) return PREFIX .. READY .. pool end
local function staff_key(pool) return PREFIX .. STAFF .. pool end

-- A hash as a table, empty when there is none.
local function read(key)
  local flat, fields = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end

local function write(key, fields)
  local flat = {}
  for field, value in pairs(fields) do
    flat[#flat + 1] = field
    flat[#flat + 1] = value
  end
  redis.call('HSET', key, unpack(flat))
end

-- Calls in line, by their names there: callers apart from visits.
local function count(member, more)
  local visits = string.find(member, ' ' .. VISIT, 1, true)
  redis.call('HINCRBY', COUNTERS, visits and 'visits' or 'waiting', more)
end

-- Whoever takes a call out of its lines puts it elsewhere: in other lines, or into an offer.
local function leave_lines(lines, member)
  for line in string.gmatch(lines, '%S+') do redis.call('ZREM', waiting_key(line), member) end
  if string.find(lines, 'supervisor.', 1, true) then
    redis.call('ZREM', PREFIX .. SUPERVISED, member)
  end
  count(member, -1)
end

-- tostring() would round epoch seconds to a tenth of a millisecond.
local function exact(number) return string.format('%.17g', number) end

-- Timers are named "<kind> <id>": arm(at, name, at, name...), disarm(name, name...).
local function arm(...) redis.call('ZADD', TIMERS, ...) end
local function disarm(...) redis.call('ZREM', TIMERS, ...) end

-- A token is the id of the event that made the offer, a dot, and the call.
local TOKEN = '^%d+%-%d+%.(.+)$'
-- A call's name in its lines is a rising number, its target, and its id.
local MEMBER = '^%d+ (%S+) (.+)$'
