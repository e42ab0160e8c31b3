--- An agent ends their wrap-up or pause early.
--- @keys calls agents timers events counters
--- ARGV: now, agent
--- result: offers
--- events: ready, offered
--- @include "seek"
local a = read(agent_key(ARGV[2]))
if a.state == 'wrap-up' or a.state == 'paused' then free(ARGV[2], a) end
return offers
