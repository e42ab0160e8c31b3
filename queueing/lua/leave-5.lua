--- A call is over, from whatever state. Unknown calls change nothing.
--- @keys calls agents timers events counters
--- ARGV: now, call
--- result: {state, agent, token, offers}, the first three '' where there is none
--- events: left; wrapping, ready or retired for its agent; offered
--- @include "talks"
--- @include "forget"
--- @include "seek"
local call = ARGV[2]
local state, agent, token, lines, member = unpack(redis.call('HMGET', call_key(call),
  'state', 'agent', 'token', 'lines', 'member'))
if not state then return { '', '', '', offers } end

forget(call, { state = state, agent = agent, token = token, lines = lines, member = member })
if state == 'talking' then end_talk(agent) end
if state == 'offered' or (state == 'talking' and WRAP_UP == 0) then
  local a = read(agent_key(agent))
  if a.state then free(agent, a) end
end
return { state, agent or '', token or '', offers }
