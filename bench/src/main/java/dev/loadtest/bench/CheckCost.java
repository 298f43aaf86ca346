package dev.loadtest.bench;

import dev.loadtest.engine.plan.Body;
import dev.loadtest.engine.plan.Capture;
import dev.loadtest.engine.plan.Expectation;
import dev.loadtest.engine.plan.Expectation.JsonRule;
import dev.loadtest.engine.plan.RequestTemplate;
import dev.loadtest.engine.plan.Template;
import dev.loadtest.engine.plan.ValueRule;
import dev.loadtest.engine.run.check.ResponseCheck;
import dev.loadtest.engine.run.transport.Transport.Headers;
import dev.loadtest.engine.run.transport.Transport.Response;
import dev.loadtest.worker.body.Bodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;

/** CPU time of checking one response of 1 kB, on one thread: the same calls as a worker's. */
final class CheckCost {
    private static final int ROUNDS = 12;
    private static final int CALLS = 200_000;
    private static final double BOUND_MICROS = 3;
    private static final int ITEMS = 18;

    private static final byte[] DOCUMENT = document().getBytes(StandardCharsets.UTF_8);

    private CheckCost() {}

    static List<Figure> measure() throws IOException {
        Response plain = new Response(200, name -> null, DOCUMENT, false);
        Headers coded = name -> name.equalsIgnoreCase("content-encoding") ? "gzip" : null;
        Response packed = new Response(200, coded, gzip(), false);
        ResponseCheck status = check(Expectation.SUCCESS);
        ResponseCheck first = check(json(rule("/id")));
        ResponseCheck last = check(json(rule("/total")));
        ResponseCheck many = check(json(
                rule("/id"), rule("/items/0/price"), rule("/items/9/price"), rule("/items/17/price"), rule("/total")));
        ResponseCheck text =
                check(new Expectation(Expectation.SUCCESS.status(), List.of(), List.of(), null, "\"state\":\"open\""));
        Capture token = new Capture("v", new Capture.Regex("\"state\":\"([a-z]+)\""), false);
        ResponseCheck capture = check(Expectation.SUCCESS, token);
        return List.of(
                figure("the status alone", () -> status.complaint(plain) == null, false),
                figure("one JSON value, at the beginning", () -> first.complaint(plain) == null, true),
                figure("one JSON value, at the end", () -> last.complaint(plain) == null, true),
                figure("five JSON values, to the end", () -> many.complaint(plain) == null, true),
                figure("`bodyMatches`, at the end", () -> text.complaint(plain) == null, false),
                figure(
                        "a capture by `regex`, at the end",
                        () -> capture.read(token, plain).hashCode() != 0,
                        false),
                figure("gzip undone", () -> status.decoded(packed, 1 << 20).body().length == DOCUMENT.length, false));
    }

    /** About 1 kB. */
    private static String document() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add("{\"id\":" + i + ",\"name\":\"product " + i + "\",\"price\":" + (100 * i + 1) + ".50}");
        }
        return "{\"id\":7,\"items\":[" + String.join(",", items) + "],\"total\":1234.5,\"state\":\"open\"}";
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(DOCUMENT);
        }
        return packed.toByteArray();
    }

    private static JsonRule rule(String pointer) {
        return new JsonRule(pointer, new ValueRule.Within(BigDecimal.ZERO, null));
    }

    private static Expectation json(JsonRule... rules) {
        return new Expectation(Expectation.SUCCESS.status(), List.of(), List.of(rules), null, null);
    }

    private static ResponseCheck check(Expectation expect, Capture... captures) {
        RequestTemplate request = new RequestTemplate(
                "r",
                "GET",
                Template.literal("/"),
                List.of(),
                List.of(),
                new Body.None(),
                List.of(captures),
                Map.of(),
                expect,
                Duration.ofSeconds(1),
                0);
        return new ResponseCheck(request, Bodies.readers());
    }

    private static Figure figure(String what, BooleanSupplier call, boolean bounded) {
        double micros = micros(call);
        return new Figure(
                what, "%.2f us".formatted(micros), bounded ? "<= 3 us" : "-", !bounded || micros <= BOUND_MICROS);
    }

    /** The median of the later rounds; the first ones compile. */
    private static double micros(BooleanSupplier call) {
        List<Double> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                if (!call.getAsBoolean()) {
                    throw new IllegalStateException("the response is not as expected");
                }
            }
            rounds.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e3 / CALLS);
        }
        List<Double> warm = rounds.subList(ROUNDS / 2, ROUNDS).stream().sorted().toList();
        return warm.get(warm.size() / 2);
    }
}
