--- @include "base"
-- How many agents on the board, whatever they do now, serve a line: in its pool the ranks of
-- the best level come first.
local function worst_rank(level) return (BEST_LEVEL - level + 1) * RANKS_A_LEVEL - 1 end

local function staff_of(line)
  return redis.call('ZCOUNT', staff_key(line.pool), '-inf', worst_rank(line.level))
end

-- How many serve any of a call's lines, each counted once. Supervisors are few enough to be
-- looked at one by one, and a second line is always theirs.
local function staff_of_all(lines)
  local first, second = lines[1], lines[2]
  if not second then return staff_of(first) end
  if string.find(first.pool, '^supervisor%.') then first, second = second, first end
  local count = staff_of(first)
  for _, agent in ipairs(redis.call('ZRANGE', staff_key(second.pool), 0, -1)) do
    local rank = redis.call('ZSCORE', staff_key(first.pool), agent)
    if not rank or tonumber(rank) > worst_rank(first.level) then count = count + 1 end
  end
  return count
end
