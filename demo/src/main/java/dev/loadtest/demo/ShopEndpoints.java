package dev.loadtest.demo;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A shop: a visitor signs in, which sets a cookie, opens a cart, adds to it, pays, and asks for the receipt until it is
 * there. Cookie, form token and cart say whose they are and prove it by a hash; only how often a receipt was asked for is
 * kept, of a bounded number of carts.
 */
final class ShopEndpoints {
    private static final String COOKIE = "shop=";
    private static final int MAX_CARTS = 10_000;
    /** How often a receipt is asked for in vain. */
    private static final int EARLY = 2;

    private static final int PRODUCTS = 20;
    private static final Pattern USER = Pattern.compile("[a-z0-9-]{1,32}");

    private final Behaviour behaviour;
    private final long seed;
    private final Map<String, Integer> asked = new LeastRecentlyUsed<>(MAX_CARTS);
    private long opened;

    ShopEndpoints(PlotServiceOptions options, Behaviour behaviour) {
        this.behaviour = behaviour;
        this.seed = options.seed();
    }

    Reply login(ReceivedBody body) {
        Map<String, String> form = FormFields.of(body);
        String user = form.getOrDefault("user", "");
        if (!USER.matcher(user).matches() || !isPassword(form.getOrDefault("password", ""), user)) {
            return Reply.refused(401, "wrong user or password");
        }
        if (behaviour.fails(Operation.LOGIN)) {
            return Reply.failed(Operation.LOGIN);
        }
        return Reply.json(Operation.LOGIN, 200, Map.of("csrf", proof("csrf", user)))
                .withHeader("set-cookie", COOKIE + user + "." + proof("session", user) + "; Path=/shop; HttpOnly");
    }

    /** Everybody's, or the user's own. */
    private static boolean isPassword(String password, String user) {
        return password.equals(ItemEndpoints.PASSWORD) || password.equals("secret-of-" + user);
    }

    /** The catalogue with prices in cents, compressed for a client that accepts gzip. */
    Reply products(@Nullable String acceptEncoding) {
        List<Map<String, Object>> products = IntStream.rangeClosed(1, PRODUCTS)
                .mapToObj(id -> Map.<String, Object>of("id", id, "price", 100 * id))
                .toList();
        Reply reply = answer(200, Map.of("products", products, "currency", "EUR"));
        return acceptEncoding != null && acceptEncoding.contains("gzip") ? reply.gzipped() : reply;
    }

    Reply open(@Nullable String cookies, ReceivedBody body) {
        Optional<String> user = user(cookies);
        if (user.isEmpty() || !FormFields.of(body).getOrDefault("csrf", "").equals(proof("csrf", user.get()))) {
            return unauthorized();
        }
        String cart = user.get() + "." + ++opened;
        return answer(201, Map.of("cart", cart + "." + proof("cart", cart)));
    }

    Reply add(@Nullable String cookies, MultiMap query, ReceivedBody body) {
        return owns(cookies, query)
                ? answer(201, Map.of("product", FormFields.of(body).getOrDefault("product", "")))
                : unauthorized();
    }

    Reply pay(@Nullable String cookies, MultiMap query) {
        return owns(cookies, query) ? answer(202, Map.of("state", "paid")) : unauthorized();
    }

    /** Not there yet for the first times. */
    Reply receipt(@Nullable String cookies, MultiMap query) {
        if (!owns(cookies, query)) {
            return unauthorized();
        }
        int times = asked.merge(query.get("cart"), 1, Integer::sum);
        return times <= EARLY ? Reply.refused(404, "the receipt is not there yet") : answer(200, Map.of("total", 100));
    }

    void reset() {
        asked.clear();
        opened = 0;
    }

    private Reply answer(int status, Object value) {
        return behaviour.fails(Operation.ITEMS)
                ? Reply.failed(Operation.ITEMS)
                : Reply.json(Operation.ITEMS, status, value);
    }

    private static Reply unauthorized() {
        return Reply.refused(401, "sign in first, and use your own cart");
    }

    private boolean owns(@Nullable String cookies, MultiMap query) {
        String cart = query.get("cart");
        int proof = cart == null ? -1 : cart.lastIndexOf('.');
        return proof > 0
                && cart.substring(proof + 1).equals(proof("cart", cart.substring(0, proof)))
                && user(cookies).filter(user -> cart.startsWith(user + ".")).isPresent();
    }

    private Optional<String> user(@Nullable String cookies) {
        if (cookies == null) {
            return Optional.empty();
        }
        return List.of(cookies.split("; ")).stream()
                .filter(cookie -> cookie.startsWith(COOKIE))
                .map(cookie -> cookie.substring(COOKIE.length()).split("\\.", 2))
                .filter(parts -> parts.length == 2 && parts[1].equals(proof("session", parts[0])))
                .map(parts -> parts[0])
                .findFirst();
    }

    private String proof(String what, String of) {
        return Sha256.of(seed + " " + what + " " + of).substring(0, 32);
    }
}
