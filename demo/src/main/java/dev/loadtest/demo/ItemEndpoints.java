package dev.loadtest.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API that requires a login. Every user has the password {@value #PASSWORD}. A token contains the user's name and a
 * hash that proves it, so that the server keeps no sessions.
 */
final class ItemEndpoints {
    /** The password of every user of this demo. */
    static final String PASSWORD = "demo";

    private static final int MAX_ITEMS = 20;
    private static final int MAX_NAME_LENGTH = 200;
    private static final Pattern USER = Pattern.compile("[a-z0-9-]{1,32}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Behaviour behaviour;
    private final long seed;
    private final Deque<Item> items = new ArrayDeque<>();
    private long created;

    private record Item(long id, String name, String owner) {}

    ItemEndpoints(PlotServiceOptions options, Behaviour behaviour) {
        this.behaviour = behaviour;
        this.seed = options.seed();
    }

    Reply login(ReceivedBody body) {
        Optional<JsonNode> credentials = json(body);
        if (credentials.isEmpty()) {
            return Reply.refused(400, "send user and password as JSON");
        }
        String user = credentials.get().path("user").asText();
        String password = credentials.get().path("password").asText();
        if (!USER.matcher(user).matches() || !password.equals(PASSWORD)) {
            return Reply.refused(401, "wrong user or password");
        }
        if (behaviour.fails(Operation.LOGIN)) {
            return Reply.failed(Operation.LOGIN);
        }
        return Reply.json(Operation.LOGIN, 200, Map.of("token", token(user)));
    }

    /** The newest items, newest first. */
    Reply list(@Nullable String authorization) {
        if (user(authorization).isEmpty()) {
            return unauthorized();
        }
        if (behaviour.fails(Operation.ITEMS)) {
            return Reply.failed(Operation.ITEMS);
        }
        List<Map<String, Object>> newest =
                items.stream().map(ItemEndpoints::view).toList();
        return Reply.json(Operation.ITEMS, 200, Map.of("items", newest, "created", created));
    }

    Reply create(@Nullable String authorization, ReceivedBody body) {
        Optional<String> user = user(authorization);
        if (user.isEmpty()) {
            return unauthorized();
        }
        String name = json(body).map(item -> item.path("name").asText()).orElse("");
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            return Reply.refused(400, "send a name of 1 to " + MAX_NAME_LENGTH + " characters as JSON");
        }
        if (behaviour.fails(Operation.ITEMS)) {
            return Reply.failed(Operation.ITEMS);
        }
        Item item = new Item(++created, name, user.get());
        items.addFirst(item);
        if (items.size() > MAX_ITEMS) {
            items.removeLast();
        }
        return Reply.json(Operation.ITEMS, 201, view(item));
    }

    void reset() {
        items.clear();
        created = 0;
    }

    private static Map<String, Object> view(Item item) {
        return Map.of("id", item.id, "name", item.name, "owner", item.owner);
    }

    private static Reply unauthorized() {
        return Reply.refused(401, "log in first").withHeader("www-authenticate", "Bearer");
    }

    private String token(String user) {
        return user + "." + Sha256.of(seed + " " + user).substring(0, 32);
    }

    private Optional<String> user(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return Optional.empty();
        }
        String token = authorization.substring("Bearer ".length());
        return Optional.of(token.split("\\.", 2)[0])
                .filter(user -> USER.matcher(user).matches() && token.equals(token(user)));
    }

    private static Optional<JsonNode> json(ReceivedBody body) {
        if (!(body instanceof ReceivedBody.Plain plain) || plain.content().length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(plain.content()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
