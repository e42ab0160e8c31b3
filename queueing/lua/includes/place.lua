--- @include "agents"
--- @include "lines"
--- @include "offering"
-- A call looks for an agent before it stands in line, and an agent for a call before they stand
-- ready (seek.lua): so no ready agent ever stands beside a call they serve.

-- The best ready agent of a line, and what is known of them: the head of its pool, where the
-- highest level stands first. One whose presence ran out since the last tick is no use.
local function ready_head(line)
  local key = ready_key(line.pool)
  while true do
    local head = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
    if not head[1] then return nil end
    local level = BEST_LEVEL - math.floor(head[2] / (RANK * RANKS_A_LEVEL))
    if level < line.level then return nil end
    local a = redis.call('HMGET', agent_key(head[1]), 'present_until', 'serves', 'offer_seconds')
    if tonumber(a[1]) > NOW then return head[1], a[2], a[3] end
    drop(head[1], 'lapsed')
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
    local agent, serves, offer_seconds = ready_head(line)
    if agent then
      leave_ready(agent, serves)
      return make_offer(call, agent, offer_seconds)
    end
  end
  enter_lines(call, c, lines)
end
