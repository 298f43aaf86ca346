package dev.loadtest.engine.run.signin;

import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.plan.Target;
import dev.loadtest.engine.run.FakeTransport;
import dev.loadtest.engine.run.FakeTransport.Answer;
import dev.loadtest.engine.run.FakeTransport.Fate;
import dev.loadtest.engine.run.check.JsonValues;
import dev.loadtest.engine.run.check.Reading;
import dev.loadtest.engine.run.loop.VirtualLoop;
import dev.loadtest.engine.run.request.PreparedRequest;
import dev.loadtest.engine.run.request.Resources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A token endpoint in virtual time, 10 ms away. Its answers are lines {@code NAME=VALUE}, not JSON. */
final class TokenEndpoint implements Resources {
    static final String SECRET = "s3cret&?";
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    final VirtualLoop loop = new VirtualLoop();
    final List<PreparedRequest> requests = new ArrayList<>();
    final List<Long> instants = new ArrayList<>();
    final Tokens tokens;
    private final IntFunction<Fate> answers;

    /** @param answers by the number of the request, from 1 */
    TokenEndpoint(IntFunction<Fate> answers) {
        this(answers, List.of(), "");
    }

    TokenEndpoint(IntFunction<Fate> answers, List<String> scopes, String audience) {
        this.answers = answers;
        Target endpoint = new Target(true, "idp", 443, "", List.of(), Target.Protocol.HTTP1, Target.Tls.DEFAULT, 1);
        Auth.OAuth2 auth = new Auth.OAuth2(
                endpoint,
                "/token",
                "load test",
                new SecretRef(SecretRef.Kind.SECRET, "idp", "secret"),
                scopes,
                audience);
        tokens = new Tokens(auth, loop, new FakeTransport(loop, 1, this::fate), this, lines());
    }

    /** Tokens t1, t2, … that live for so many seconds. */
    static IntFunction<Fate> granting(long seconds) {
        return number -> token(number, seconds);
    }

    static Fate token(int number, long seconds) {
        return answer(200, "/access_token=t" + number + "\n/token_type=bearer\n/expires_in=" + seconds);
    }

    static Fate answer(int status, String body) {
        return new Answer(10 * MILLI, status, body);
    }

    private Fate fate(PreparedRequest request) {
        requests.add(request);
        instants.add(loop.nanos());
        return answers.apply(requests.size());
    }

    void pass(long nanos) {
        loop.runUntil(loop.nanos() + nanos);
    }

    private static JsonValues lines() {
        return (document, pointer) -> new String(document, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(pointer + "="))
                .findFirst()
                .<Reading>map(line -> new Reading.Value(line.substring(pointer.length() + 1)))
                .orElse(new Reading.Nothing("nothing"));
    }

    @Override
    public Path file(FileRef file) {
        throw new UnsupportedOperationException(file.name());
    }

    @Override
    public String secret(SecretRef ref) {
        return SECRET;
    }
}
