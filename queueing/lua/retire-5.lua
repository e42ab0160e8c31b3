--- An agent takes a break or signs out; in a talk, when it ends.
--- @keys calls agents timers events counters
--- ARGV: now, agent
--- result: offers
--- events: withdrawn, retired, offered
--- @include "offers"
local agent = ARGV[2]
local state = redis.call('HGET', agent_key(agent), 'state')
if state == 'talking' then
  redis.call('HSET', agent_key(agent), 'leaving', '1')
elseif state then
  withdraw_agent(agent, 'retired')
end
return offers
