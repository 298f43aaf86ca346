package dev.loadtest.engine.run.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Header;
import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.ValueSource;
import dev.loadtest.engine.share.CaseDraw;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Hostile values in any template: the template is refused when it is read, or the values stay in their place. Transports
 * are tested separately.
 */
class TemplateMutationsTest {
    private static final int MUTATIONS = Integer.getInteger("loadtest.mutations", 20_000);
    private static final Set<String> BOUND = Set.of("v", "w", "odd", "variant", "iteration", "file");
    private static final String[] TEMPLATES = {
        "/a/${v}/b",
        "/${v}${w}",
        "x=${odd}&y=${v}",
        "$${v} ${w}",
        "Bearer ${v}",
        "{\"a\":\"${v}\",\"b\":\"${w}\"}",
        "${ v }"
    };
    private static final String[] PIECES = {
        "${",
        "}",
        "$${",
        "$",
        "${v}",
        "${w}",
        "${odd}",
        "${file}",
        "${}",
        "${ }",
        "${nobody}",
        "%0d%0a",
        "?",
        "#",
        "\"",
        "\\",
        "\u00e9",
        "\u010d",
        "\u0a0d",
        "\ud83d\ude00",
        "\ud800"
    };
    private static final String[] HOSTILE = {
        "\r",
        "\n",
        "\r\n",
        "\r\nX: y\r\n\r\n",
        "\0",
        "\u0085",
        "\u2028",
        "\u010d\u010a",
        "\u560d\u560a",
        "\ud800",
        "\udc00",
        "\u007f",
        "%0d%0a",
        "%",
        "\"",
        "\\",
        "\\r\\n",
        "${v}",
        "}",
        "&",
        "=",
        " ",
        "\t",
        "/",
        "..",
        "#",
        "?",
        "\ud83d\ude00",
        "\u00ff",
        "a"
    };

    @Test
    void valuesStayInTheirPlace() {
        SplittableRandom random = new SplittableRandom(5);
        int made = 0;
        for (int n = 0; n < MUTATIONS; n++) {
            RequestTemplate request = request(random);
            if (request != null) {
                make(request, random.nextInt(8));
                made++;
            }
        }
        assertThat(made).as("otherwise nothing but refusals was tried").isGreaterThan(MUTATIONS / 10);
    }

    private static void make(RequestTemplate request, long k) {
        LoadPlan plan = RequestPreparerTest.plan(request);
        CaseDraw draw = RequestPreparerTest.draw(plan);
        RequestPreparer preparer = RequestPreparerTest.preparer(plan);
        RequestMaker maker =
                new RequestMaker(preparer, request, request.values().keySet());
        check(request, maker.make(draw.values(k)));
        // The second request reuses shared parts of the first one.
        check(request, maker.make(draw.values(k + 1)));
    }

    private static void check(RequestTemplate request, PreparedRequest made) {
        requireNoControl(request, made.target());
        for (PreparedRequest.Field field : made.headers()) {
            // Values are as they were drawn: the transport refuses what no header can carry.
            requireNoControl(request, field.name());
        }
        if (made.content() instanceof PreparedRequest.Bytes bytes) {
            // JSON and forms escape values. A text contains them verbatim, and its length ends it.
            if (!(request.body() instanceof Body.Text)) {
                requireNoControl(request, new String(bytes.bytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void requireNoControl(RequestTemplate request, String text) {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new AssertionError(text + " of " + request);
        }
    }

    /** Null where a template of it was refused, or names what nothing binds, as the compiler refuses. */
    private static @Nullable RequestTemplate request(SplittableRandom random) {
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Template template = parse(mutate(TEMPLATES[random.nextInt(TEMPLATES.length)], random));
            if (template == null || !BOUND.containsAll(template.names())) {
                return null;
            }
            templates.add(template);
        }
        return new RequestTemplate(
                "r",
                "POST",
                templates.get(0),
                List.of(new RequestTemplate.QueryParameter(hostile(random), templates.get(1))),
                List.of(new Header(
                        "X-H", new Header.Text(random.nextBoolean() ? templates.get(2) : Template.literal("h")))),
                body(random.nextInt(5), templates.get(3), random),
                List.of(),
                Map.of(
                        "v", new ValueSource.OneOf(List.of(hostile(random), hostile(random))),
                        "w", new ValueSource.OneOf(List.of(hostile(random)))),
                Expectation.SUCCESS,
                Duration.ofSeconds(1),
                0);
    }

    private static Body body(int which, Template template, SplittableRandom random) {
        return switch (which) {
            case 0 -> new Body.None();
            case 1 -> new Body.Text(template, "text/plain");
            case 2 -> new Body.Json(template);
            case 3 -> new Body.Form(List.of(new Body.Field(hostile(random), template)));
            default ->
                new Body.Multipart(List.of(
                        new Body.FilePart("file", "file", template, null), new Body.TextPart("t", template, null)));
        };
    }

    private static @Nullable Template parse(String text) {
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static String hostile(SplittableRandom random) {
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            value.append(
                    random.nextInt(4) == 0
                            ? Character.toString(random.nextInt(0xd800))
                            : HOSTILE[random.nextInt(HOSTILE.length)]);
        }
        return value.toString();
    }

    /** Without control characters: each one in the output is a value's. */
    private static String mutate(String template, SplittableRandom random) {
        StringBuilder mutation = new StringBuilder(template);
        for (int i = random.nextInt(3); i > 0 && !mutation.isEmpty(); i--) {
            int at = random.nextInt(mutation.length());
            switch (random.nextInt(4)) {
                case 0 -> mutation.deleteCharAt(at);
                case 1 -> mutation.setCharAt(at, (char) random.nextInt(' ', 0x7f));
                case 2 -> mutation.insert(at, mutation.substring(at, Math.min(mutation.length(), at + 4)));
                default -> mutation.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return mutation.toString();
    }
}
