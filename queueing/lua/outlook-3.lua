--- What stands between a call and an agent: of a call in line, or of one that would join now.
--- @keys calls paces shares
--- ARGV: now, call or '', then for '': score, target, language, skill, level, owner, supervisor
--- result: nothing for a call that does not wait, else {fewest ahead in any of its lines, agents
---   who serve those, 1 if one of them is idle, skill, paces by skill, lines}, a line being
---   {agents, ahead, {pool, callers shared, agents shared, ahead...}}: the others are the lines
---   that its agents serve as well, with the parts of the one and the other
--- events: none
--- @include "lines"
--- @include "staff"
local call, c = ARGV[2]
if call ~= '' then
  c = read(call_key(call))
  if c.state ~= 'waiting' then return false end
else
  c = { score = ARGV[3], target = ARGV[4], language = ARGV[5], skill = ARGV[6], level = ARGV[7],
    owner = ARGV[8], supervisor = ARGV[9], widened = '', supervised = '' }
end
c.held = '' -- not for long

local function append(list, ...)
  for _, item in ipairs({ ... }) do list[#list + 1] = item end
end

local function widens()
  for _, rung in ipairs(ladder_of(c.skill)) do
    if rung.act == 'widen' then return true end
  end
end

local stands = {}
for line in string.gmatch(c.lines or '', '%S+') do stands[line] = true end

-- Who comes into a line is behind their equals there; who stands in it is where they stand.
local bound = call ~= '' and '(' or ''
local function ahead_in(line, target)
  local key, since = waiting_key(line), c.score
  if stands[line] then return redis.call('ZRANK', key, c.member) end
  if redis.call('EXISTS', key) == 0 then return 0 end
  if target ~= c.target then since = exact(NOW - (NOW - c.score) * target / c.target) end
  return redis.call('ZCOUNT', key, '-inf', bound .. since)
end

-- All levels of a skill are one queue, as far as their agents are the same.
local function ahead_in_pool(line, others)
  if line.level == 0 then return ahead_in(line.name, c.target) end
  local total = 0
  for level = 1, BEST_LEVEL do
    local ahead = ahead_in(line.pool .. '.' .. level, c.target)
    if level >= line.level then
      total = total + ahead
    elseif ahead > 0 then
      local part = line.agents / math.max(staff_of({ pool = line.pool, level = level }), 1)
      append(others, line.pool, exact(part), 1, ahead)
    end
  end
  return total
end

local function ahead_elsewhere(line, others)
  local shares = redis.call('HGET', SHARES, line.pool) or ''
  local share = '(%S+) (%d) (%S+) (%S+) (%S+)'
  for pool, levels, calls, agents, target in string.gmatch(shares, share) do
    local ahead = 0
    if levels == '0' then ahead = ahead_in(pool, target) end
    for level = 1, tonumber(levels) do
      ahead = ahead + ahead_in(pool .. '.' .. level, target)
    end
    if ahead > 0 then append(others, pool, calls, agents, ahead) end
  end
end

local lines, fewest, idle, shown = lines_of(c), math.huge, 0, {}
for i, line in ipairs(lines) do
  local worst = exact((worst_rank(line.level) + 1) * RANK)
  if redis.call('ZCOUNT', ready_key(line.pool), '-inf', '(' .. worst) > 0 then idle = 1 end
  if line.level > 0 and widens() then line.level = 1 end
  line.agents = staff_of(line)
  local others = {}
  local ahead = ahead_in_pool(line, others)
  ahead_elsewhere(line, others)
  shown[i] = { line.agents, ahead, others }
  fewest = math.min(fewest, ahead)
end
return { fewest, staff_of_all(lines), idle, c.skill, redis.call('HGETALL', PACES), shown }
