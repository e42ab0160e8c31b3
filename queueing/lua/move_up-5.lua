--- A waiting call becomes the first of each of its lines, whatever the level.
--- @keys calls agents timers events counters
--- ARGV: now, call
--- result: offers, of a call that is offered already, or UNKNOWN_CALL
--- events: moved
--- @include "lines"
--- @include "offering"
local call = ARGV[2]
local c = read(call_key(call))
if not c.state then return UNKNOWN_CALL end
open_offer(call)
if c.state ~= 'waiting' then return offers end

local first = tonumber(c.score)
local function look(line)
  local member, score = unpack(redis.call('ZRANGE', waiting_key(line), 0, 0, 'WITHSCORES'))
  if not member then return end
  local before = score - c.score
  if before < 0 or (before == 0 and member < c.member) then first = math.min(first, score - 1) end
end

local function look_at(lines)
  for _, line in ipairs(lines) do
    if line.level == 0 then look(line.name) end
    for level = 1, line.level > 0 and BEST_LEVEL or 0 do look(line.pool .. '.' .. level) end
  end
end

local lines, held = lines_of(c), c.held
look_at(lines)
c.held = '' -- not for long
look_at(lines_of(c))
c.held = held
if first == tonumber(c.score) then return offers end

leave_lines(c.lines, c.member)
c.bonus, c.score = exact((c.bonus or 0) + c.score - first), exact(first)
redis.call('HSET', call_key(call), 'bonus', c.bonus, 'score', c.score)
emit('moved', 'call', call, 'bonus', c.bonus)
enter_lines(call, c, lines)
return offers
