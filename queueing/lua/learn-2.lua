--- How calls of each skill go, and how much the lines share their agents, for estimates.
--- @keys paces shares
--- ARGV: number of fields of the first, then the fields of both with their values
--- result: 1
--- events: none
local function replace(key, from, to)
  redis.call('DEL', key)
  if to > from then redis.call('HSET', key, unpack(ARGV, from, to)) end
end

local paces = 2 * tonumber(ARGV[1])
replace(PACES, 2, 1 + paces)
replace(SHARES, 2 + paces, #ARGV)
return 1
