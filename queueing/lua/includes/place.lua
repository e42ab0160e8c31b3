--- @include "agents"
--- @include "lines"
--- @include "offering"
--- @include "staff"
-- A call looks for an agent before it stands in line, and an agent for a call before they stand
-- ready (seek.lua): so no ready agent ever stands beside a call they serve.

-- Whether a pool is an agent's own: they know nothing better; and what it costs the callers of
-- their other skills if they are taken: the fewer are idle there, the more.
local function judge(serves, pool, idle)
  local cost, level, best = 0, 0, 0
  for other, known in string.gmatch(serves, '(%S+) (%d+) %d+') do
    best = math.max(best, known)
    if other == pool then
      level = tonumber(known)
    elseif known ~= '0' then
      idle[other] = idle[other] or redis.call('ZCARD', ready_key(other))
      cost = cost + math.exp(-(idle[other] - 1) / SPARE)
    end
  end
  return level == 0 or level == best, cost
end

-- What an agent serves but for their own line: of two alike, the first in the pool goes first.
local function others_of(serves) return string.match(serves, ' .+') end

-- The ready agent whom a line should take, and what is known of them; of equals the first in its
-- pool. One whose presence ran out since the last tick is no use.
local function ready_agent(line)
  local key, worst = ready_key(line.pool), exact((worst_rank(line.level) + 1) * RANK)
  while true do
    local heads = redis.call('ZRANGEBYSCORE', key, '-inf', '(' .. worst, 'LIMIT', 0, CANDIDATES)
    if not heads[1] then return nil end
    local chosen, a, owns, least
    local idle, seen = {}, {}
    for _, agent in ipairs(heads) do
      local known = redis.call('HMGET', agent_key(agent), 'present_until', 'serves', 'offer_seconds')
      if tonumber(known[1]) <= NOW then
        drop(agent, 'lapsed')
      elseif not heads[2] then
        return agent, known[2], known[3]
      elseif not seen[others_of(known[2])] then
        seen[others_of(known[2])] = true
        local own, cost = judge(known[2], line.pool, idle)
        if not chosen or (own and not owns) or (own == owns and cost < least) then
          chosen, a, owns, least = agent, known, own, cost
        end
      end
    end
    if chosen then return chosen, a[2], a[3] end
  end
end

-- A call to its place: to a ready agent, else into its lines at its score.
local function place(call, c)
  if c.held == '1' and redis.call('EXISTS', agent_key(c.owner)) == 0 then
    c.held = ''
    redis.call('HSET', call_key(call), 'held', '')
    disarm('owner ' .. call)
  end
  local lines = lines_of(c)
  for _, line in ipairs(lines) do
    local agent, serves, offer_seconds = ready_agent(line)
    if agent then
      leave_ready(agent, serves)
      return make_offer(call, agent, offer_seconds)
    end
  end
  -- the owner may have turned out to be gone, among the candidates
  if c.held == '1' and redis.call('EXISTS', agent_key(c.owner)) == 0 then return place(call, c) end
  enter_lines(call, c, lines)
end
