package dev.loadtest.cli.request;

import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.replay.Replayed;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.PreparedRequest.Field;
import dev.loadtest.worker.http.dial.Origin;
import dev.loadtest.worker.http.message.RequestRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A request as a command of curl for a POSIX shell: the same request but for the boundary of a form. Pure. */
final class CurlText {
    private final Replayed.Made made;
    private final PreparedRequest request;
    private final Map<SecretRef, Path> files;
    private final List<String> words = new ArrayList<>(List.of("curl", "-i"));

    private CurlText(Replayed.Made made, Map<SecretRef, Path> files) {
        this.made = made;
        this.files = files;
        this.request = made.request();
    }

    /**
     * @param files what the manifest refers to
     * @param cookie value of its Cookie header; empty for none
     */
    static String of(Replayed.Made made, Map<SecretRef, Path> files, String cookie) {
        CurlText text = new CurlText(made, files);
        text.connection(made.target());
        text.headers(cookie);
        text.content(made.request().content());
        return String.join(" ", text.words);
    }

    private void connection(Target target) {
        if (target.protocol() == Target.Protocol.HTTP1) {
            add("--http1.1");
        } else {
            add(target.https() ? "--http2" : "--http2-prior-knowledge");
        }
        if (target.https()) {
            verification(target.tls());
        }
        Origin origin = Origin.of(target);
        if (!target.calledAs().isEmpty()) {
            Origin called = origin.called();
            String at = called.bracketedHost() + ":" + called.port();
            add(
                    "--connect-to",
                    at + ":" + (target.host().contains(":") ? "[" + target.host() + "]" : target.host()) + ":"
                            + target.port());
        }
        if (request.followRedirects() > 0) {
            add("--location", "--max-redirs", Integer.toString(request.followRedirects()));
        }
        add("--max-time", Double.toString(made.template().timeout().toMillis() / 1e3));
        if (request.method().equals("HEAD")) {
            add("--head");
        } else {
            add("-X", request.method());
        }
        String scheme = target.https() ? "https" : "http";
        // Brackets, braces and dot segments are sent as they are.
        add("--globoff", "--path-as-is", scheme + "://" + origin.authority() + request.target());
    }

    private void verification(Target.Tls tls) {
        if (tls.insecureSkipVerify()) {
            add("--insecure");
        }
        if (tls.authority() != null) {
            add("--cacert", file(tls.authority()));
        }
        Target.ClientCertificate client = tls.client();
        if (client != null) {
            add("--cert", file(client.certificate()), "--key", file(client.key()));
        }
    }

    private String file(SecretRef ref) {
        return Objects.requireNonNull(files.get(ref), ref::toString).toString();
    }

    private void headers(String cookie) {
        List<String> names = request.headers().stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains("accept")) {
            // Curl adds one of its own unless it is told not to.
            header("Accept", "");
        }
        if (!names.contains("user-agent")) {
            header("User-Agent", RequestRules.USER_AGENT);
        }
        for (Field field : request.headers()) {
            header(field.name(), field.value());
        }
        if (!cookie.isEmpty()) {
            header("Cookie", cookie);
        }
    }

    private void content(PreparedRequest.Content content) {
        switch (content) {
            case PreparedRequest.Empty empty -> {
                if (RequestRules.WITH_BODY.contains(request.method())) {
                    add("-H", "Content-Length: 0");
                }
            }
            case PreparedRequest.Bytes bytes -> {
                header("Content-Type", bytes.contentType());
                add("--data-raw", new String(bytes.bytes(), StandardCharsets.UTF_8));
            }
            case PreparedRequest.FileContent file -> {
                header("Content-Type", file.contentType());
                add("-H", "Expect:", "--data-binary", "@" + file.path());
            }
            case PreparedRequest.Multipart form -> {
                add("-H", "Expect:");
                form.parts().forEach(this::part);
            }
        }
    }

    private void part(PreparedRequest.Part part) {
        switch (part) {
            case PreparedRequest.TextPart text ->
                add("-F", text.name() + "=" + quoted(text.text()) + ";type=" + text.contentType());
            case PreparedRequest.FilePart file ->
                add(
                        "-F",
                        file.name() + "=@" + quoted(file.path().toString()) + ";filename=" + quoted(file.fileName())
                                + ";type=" + file.contentType());
        }
    }

    /** A value of a form in curl's own syntax. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Curl drops a header that is followed by nothing, and sends an empty one for a semicolon. */
    private void header(String name, String value) {
        boolean dropped = value.isEmpty() && name.equals("Accept");
        add("-H", dropped ? "Accept:" : value.isEmpty() ? name + ";" : name + ": " + value);
    }

    private void add(String... more) {
        for (String word : more) {
            words.add(shell(word));
        }
    }

    private static String shell(String word) {
        boolean plain = !word.isEmpty()
                && word.chars()
                        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_./:=,@%+".indexOf(c) >= 0));
        return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
