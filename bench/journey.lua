-- The visit of BenchJourneys: five requests, the later ones with the cookie and the token that the first one's response
-- brought. wrk calls request() for whichever connection is free, so one visit is spread over all connections.
local paths = { "/login", "/browse", "/add", "/pay", "/receipt" }
local step, token, headers = 0, "", {}

function request()
  step = step % #paths + 1
  if step == 1 then
    return wrk.format("GET", "/login?user=" .. math.random(1000000))
  end
  return wrk.format("GET", paths[step] .. "?csrf=" .. token, headers)
end

function response(status, received, body)
  local cookie = received["Set-Cookie"]
  if cookie then
    headers["Cookie"] = string.match(cookie, "^[^;]*")
    token = string.match(body, '"csrf":"([^"]*)"')
  end
end
