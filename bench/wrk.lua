-- Sends the requests of a file in turn, so that every server gets the same bytes. `UNIQUE_NUMBER` in one of them becomes
-- the next number, of the same length. Ends with one line of JSON: what was answered, and what it cost the generator.
local requests, turn, counter = {}, 0, 0

function init(args)
  for raw in io.open(args[1], "rb"):read("*a"):gmatch("[^%z]+") do
    local from, to = raw:find("UNIQUE_NUMBER", 1, true)
    requests[#requests + 1] = from and { head = raw:sub(1, from - 1), tail = raw:sub(to + 1) } or raw
  end
  counter = tonumber(args[2])
end

function request()
  turn = turn % #requests + 1
  local it = requests[turn]
  if type(it) == "string" then return it end
  counter = counter + 1
  return it.head .. string.format("%013d", counter) .. it.tail
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d,"p50":%.1f,"p99":%.1f,"cpuSeconds":%.4f}\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), os.clock()))
end
