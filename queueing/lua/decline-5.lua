--- An offer came back.
--- @keys calls agents timers events counters
--- ARGV: now, call, agent, token, cause
--- result: {offers, 1 if the agent is off the board after too many misses}
--- events: declined or missed, broke, retired, offered
--- @include "offers"
local call, agent, token = ARGV[2], ARGV[3], ARGV[4]
local c = read(call_key(call))
if c.state == 'offered' and c.token == token and c.agent == agent then
  refuse(call, c, ARGV[5])
end
return { offers, #gone.broke }
