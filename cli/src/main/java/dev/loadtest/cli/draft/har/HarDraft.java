package dev.loadtest.cli.draft.har;

import dev.loadtest.cli.draft.Draft;
import dev.loadtest.cli.draft.DraftRequest;
import dev.loadtest.cli.draft.DraftRequest.Field;
import dev.loadtest.cli.draft.Names;
import dev.loadtest.cli.draft.Query;
import dev.loadtest.cli.draft.Secrets;
import dev.loadtest.cli.draft.Undraftable;
import dev.loadtest.crds.model.Patterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A draft out of a recording: one journey of the requests that a visitor's browser sent, with their pauses. Values that come
 * back from responses are captured; cookies are left to the journey's jar. One thread.
 */
public final class HarDraft {
    /** Maximum steps of a journey, fewer than the requests of a manifest. */
    private static final int MAX_STEPS = 50;

    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 60_000;
    /** A cookie of this many characters is taken for an identifier, whatever its name. */
    private static final int LONG_COOKIE = 16;

    private static final int MAX_HEADERS = 50;
    private static final int MAX_HEADER = 8_000;
    private static final Pattern FILE = Pattern.compile("(?i)\\bfilename\\*?=");
    private static final int REDIRECT = 300;
    private static final int FAILED = 400;

    /** Headers of browser, connection or cache, and those that the load generator makes. */
    private static final Set<String> BROWSERS = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "referer",
            "origin",
            "cookie",
            "cache-control",
            "pragma",
            "priority",
            "dnt",
            "te",
            "upgrade",
            "upgrade-insecure-requests",
            "if-none-match",
            "if-modified-since",
            "keep-alive",
            "expect",
            "trailer",
            "proxy-connection",
            "content-type",
            "range");

    private final Captures captures = new Captures();
    private final Secrets secrets = new Secrets();
    private final Locations locations = new Locations();
    private final RequestTexts texts = new RequestTexts(captures, secrets);
    private final Names names = new Names(63, "request");
    private final List<String> notes = new ArrayList<>();
    private final List<DraftRequest> requests = new ArrayList<>();

    private HarDraft() {}

    /**
     * @param bytes of a HAR file
     * @param allHosts whether hosts of other sites than that of the first request are targets, too
     * @throws Undraftable if it is none, or has no request that a load test could send
     */
    public static Draft of(byte[] bytes, boolean allHosts) throws Undraftable {
        return new HarDraft().draft(Recording.of(bytes), allHosts);
    }

    private Draft draft(Recording recording, boolean allHosts) throws Undraftable {
        List<Exchange> all = recording.exchanges();
        if (!all.isEmpty() && !allHosts) {
            Site site = Site.of(all.getFirst());
            notes.add(site.note(all));
            all = all.stream().filter(site::has).toList();
        }
        notes.removeIf(String::isEmpty);
        if (all.isEmpty()) {
            throw new Undraftable("no request of the recording is one that a load test sends"
                    + (recording.notes().isEmpty() ? "" : " (" + String.join("; ", recording.notes()) + ")"));
        }
        Hosts hosts = Hosts.of(all);
        List<Exchange> exchanges = all.stream()
                .filter(exchange -> hosts.has(exchange.url().url()))
                .limit(MAX_STEPS)
                .toList();
        if (exchanges.size() < all.size()) {
            notes.add("left out: " + (all.size() - exchanges.size()) + " requests, because a journey holds " + MAX_STEPS
                    + " and a manifest 11 hosts");
        }
        exchanges.forEach(this::noticeSecrets);
        for (int i = 0; i < exchanges.size(); i++) {
            add(i, exchanges.get(i), hosts);
        }
        List<Draft.Step> steps = steps(exchanges);
        if (!secrets.used().isEmpty()) {
            notes.add("credentials of the recording are not written here; set these variables of the environment: "
                    + String.join(", ", secrets.used()));
        }
        notes.addAll(recording.notes());
        notes.addAll(new SignedIn(exchanges).notes());
        notes.addAll(hosts.notes());
        return new Draft(
                new Names(40, "recorded").of(hosts.name()),
                "What a browser recorded, as a journey: " + exchanges.size() + " requests.",
                hosts.defaultUrl(),
                hosts.targets(),
                requests(),
                steps,
                notes);
    }

    private void noticeSecrets(Exchange exchange) {
        exchange.headers().forEach(header -> {
            String[] words = header.value().split(" ", 2);
            boolean scheme = header.name().equalsIgnoreCase("authorization") && words.length == 2;
            secrets.notice(header.name(), scheme ? words[1] : header.value());
        });
        exchange.header("Cookie").ifPresent(cookies -> {
            for (String cookie : cookies.split("; *")) {
                String value = cookie.substring(cookie.indexOf('=') + 1);
                secrets.notice(value.length() >= LONG_COOKIE ? "COOKIE_TOKEN" : cookie.split("=", 2)[0], value);
            }
        });
        SentFields.of(exchange).forEach(field -> secrets.notice(field.name(), field.value()));
    }

    /** A file's bytes are not in a recording. */
    private void noteFiles(Exchange exchange, String path) {
        if (exchange.bodyType().equals("multipart/form-data")
                && FILE.matcher(exchange.body()).find()) {
            notes.add(
                    exchange.method() + " " + path
                            + ": a file of its form is sent as a text; multipart: [{name, file}] sends a file beside the manifest");
        }
    }

    private void add(int index, Exchange exchange, Hosts hosts) {
        String path = texts.path(exchange.url().path());
        List<Field> query = texts.fields(Query.plain(exchange.url().query()));
        List<Field> headers = headers(exchange);
        DraftRequest.Body body = texts.body(exchange);
        noteFiles(exchange, path);
        locations.noteUse(exchange, path, notes);
        String comment = exchange.status() >= FAILED
                ? "The recording has status " + exchange.status() + " here, which is expected again."
                : "";
        requests.add(new DraftRequest(
                names.of(exchange.method().equals("GET") ? path : exchange.method() + path),
                comment,
                hosts.target(exchange.url().url()),
                exchange.method().toUpperCase(Locale.ROOT),
                path,
                query,
                headers,
                body,
                List.of(),
                exchange.status() >= REDIRECT ? exchange.status() : 0));
        // A value that a later response repeats was the visitor's own.
        SentFields.of(exchange).forEach(field -> captures.sends(field.value()));
        captures.answered(index, ResponseValues.of(exchange));
        locations.answered(exchange);
    }

    private List<Field> headers(Exchange exchange) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field header : exchange.headers()) {
            String lower = header.name().toLowerCase(Locale.ROOT);
            boolean kept = isSendable(header)
                    && byName.size() < MAX_HEADERS
                    && !BROWSERS.contains(lower)
                    && !lower.startsWith("sec-")
                    && !(lower.equals("accept") && header.value().equals("*/*"));
            if (kept) {
                byName.putIfAbsent(lower, texts.header(header));
            }
        }
        return List.copyOf(byName.values());
    }

    /** Whether HTTP and a manifest allow the header. */
    private static boolean isSendable(Field header) {
        return header.name().matches(Patterns.TOKEN)
                && header.value().matches(Patterns.HEADER_VALUE)
                && header.value().length() <= MAX_HEADER;
    }

    /** Distinct requests: equal ones, such as those of polling, are one that several steps send. */
    private List<DraftRequest> requests() {
        return requests.stream().distinct().toList();
    }

    private List<Draft.Step> steps(List<Exchange> exchanges) {
        Map<DraftRequest, DraftRequest> named = new LinkedHashMap<>();
        List<Draft.Step> steps = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < exchanges.size(); i++) {
            DraftRequest request = requests.get(i).capturing(captures.of(i));
            DraftRequest unique = named.computeIfAbsent(request, it -> it.named(names.unique(it.name())));
            requests.set(i, unique);
            steps.add(new Draft.Step(unique.name(), pause(end, exchanges.get(i).beginMillis())));
            end = Math.max(end, exchanges.get(i).endMillis());
        }
        return steps;
    }

    /** Pause in tenths of a second; 0 for requests that ran side by side, and without recorded times. */
    private static long pause(long end, long begin) {
        long millis = end == 0 || begin == 0 ? 0 : begin - end;
        return millis < SHORTEST_PAUSE ? 0 : Math.min(LONGEST_PAUSE, millis / SHORTEST_PAUSE * SHORTEST_PAUSE);
    }
}
