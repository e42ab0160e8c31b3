--- @include "base"
--- @include "policy"
-- The lines a call stands in, best fit first, each with the pool of agents who serve it and the
-- least level they need there: a general line is served by all of its pool. `c`: the call's hash.
local function lines_of(c)
  local any = { name = 'any.' .. c.language, pool = 'any.' .. c.language, level = 0 }
  local supervisors = 'supervisor.' .. c.language
  supervisors = { name = supervisors, pool = supervisors, level = 0 }
  local first = any
  if c.held == '1' then
    local owner = 'agent.' .. c.owner
    first = { name = owner, pool = owner, level = 0 }
  elseif c.supervisor == '1' then
    return { supervisors, c.widened == '1' and any or nil }
  elseif c.skill ~= 'any' then
    local pool, level = c.skill .. '.' .. c.language, c.widened == '1' and '1' or c.level
    first = { name = pool .. '.' .. level, pool = pool, level = tonumber(level) }
  end
  return { first, c.supervised == '1' and supervisors or nil }
end

-- A call's name in its lines. Equal scores go by name: the number, which rises, keeps first
-- come, first served exact; the target saves whoever looks at the head from reading the call.
local function member_of(n, target, call) return string.format('%012d %s %s', n, target, call) end

local function enter_lines(call, c, lines)
  local names = {}
  for i, line in ipairs(lines) do
    names[i] = line.name
    redis.call('ZADD', waiting_key(line.name), c.score, c.member)
    if string.find(line.name, '^supervisor%.') then
      redis.call('ZADD', PREFIX .. SUPERVISED, c.score, c.member)
    end
  end
  count(c.member, 1)
  redis.call('HSET', call_key(call), 'state', 'waiting', 'since', NOW,
    'lines', table.concat(names, ' '))
end

-- What a rung does to a call. Acts that are not named here happen outside the board. Who was
-- given to an agent goes on waiting for them.
local function apply(c, act)
  if act == 'widen' then
    c.widened, c.held = '1', c.given == '1' and c.held or ''
  elseif act == 'raise' then
    c.score = exact(c.score - RAISE_BONUS)
  elseif act == 'supervisor' or act == 'manager' then
    c.supervised = '1'
  end
end

-- Whether a call waits for its owner alone: its patience for that is part of its time on hold.
local function holds(c)
  local alone = c.owner ~= '' and c.supervisor ~= '1' and c.widened == ''
  return alone and c.hold_from + OWNER_PATIENCE > NOW and '1' or ''
end

-- The clock's business with a call in line: its next rung, and its patience for the owner.
local function arm_waiting(call, c)
  local rung = ladder_of(c.skill)[c.climbed + 1]
  if rung then arm(c.hold_from + rung.after, 'rung ' .. call) end
  if c.held == '1' then arm(c.hold_from + OWNER_PATIENCE, 'owner ' .. call) end
end
