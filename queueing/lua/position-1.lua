--- A waiting caller's place: one more than those ahead of them in any of their lines.
--- @keys calls
--- ARGV: call
--- result: place from 1, or nothing if the call does not wait
--- events: none
local c = redis.call('HMGET', PREFIX .. CALL .. ARGV[1], 'state', 'lines', 'member')
if c[1] ~= 'waiting' then return false end

local ahead, count = {}, 0
for line in string.gmatch(c[2], '%S+') do
  local key = PREFIX .. WAITING .. line
  local rank = redis.call('ZRANK', key, c[3])
  if line == c[2] then return rank + 1 end -- one line, as nearly always: no need to look at names
  for _, member in ipairs(rank > 0 and redis.call('ZRANGE', key, 0, rank - 1) or {}) do
    if not ahead[member] then
      ahead[member], count = true, count + 1
    end
  end
end
return count + 1
