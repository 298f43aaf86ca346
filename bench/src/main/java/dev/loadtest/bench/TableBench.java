package dev.loadtest.bench;

import dev.loadtest.engine.plan.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table of {@code bench/RESULTS.md}: {@code plain}, {@code bodies}, {@code tls}, {@code templated}, {@code journeys},
 * {@code http2} or {@code handshakes}.
 */
final class TableBench {
    private static final double SECONDS = 8;
    /** Rates as fractions of the throughput of users without think time. */
    private static final double[] RATES = {0.5, 0.75};

    private final Nginx nginx;
    private final Programs programs;
    private final Path bench;
    private final Contest contest;

    private TableBench(Nginx nginx, Programs programs, Path bench, double seconds) {
        this.nginx = nginx;
        this.programs = programs;
        this.bench = bench;
        this.contest = new Contest(seconds);
    }

    /** @param args table, directory of this module, directory of the Go programs, and how long each round is, in seconds */
    public static void main(String[] args) throws Exception {
        Path bench = Path.of(args[1]);
        double seconds = args.length > 3 ? Double.parseDouble(args[3]) : SECONDS;
        try (Nginx nginx = Nginx.start()) {
            Programs programs = new Programs(Path.of(args[2]));
            TableBench tables = new TableBench(nginx, programs, bench, seconds);
            String text =
                    switch (args[0]) {
                        case "plain" -> tables.plain();
                        case "bodies" -> tables.bodies();
                        case "tls" -> tables.tls();
                        case "templated" -> tables.templated();
                        case "journeys" -> tables.journeys();
                        case "http2" -> tables.http2();
                        case "handshakes" -> tables.handshakes();
                        default -> throw new IllegalArgumentException("no table " + args[0]);
                    };
            new Results(bench.resolve("RESULTS.md")).replace(args[0], text);
        }
    }

    private String plain() throws Exception {
        String url = nginx.url("/");
        try (JvmProcess engine = engine(url);
                JvmProcess hyperfoil = hyperfoil(url)) {
            Warm concurrency = new Warm("ours, concurrency", engine, "concurrency");
            concurrency.warmUp();
            // Rates that the machine can send now: the open model does not slow down.
            double capacity = Warm.capacity(engine, "concurrency");
            List<Contender> contenders = new ArrayList<>();
            contenders.add(concurrency);
            contenders.add(new Warm("ours, burst", engine, "burst"));
            for (double part : RATES) {
                long rate = Math.round(capacity * part);
                contenders.add(new Warm("ours, rate %,d/s".formatted(rate), engine, "rate=" + rate));
            }
            contenders.addAll(programs.all(url));
            if (hyperfoil != null) {
                contenders.add(new Warm("Hyperfoil", hyperfoil, "always"));
            }
            return section("plain: GET, 2 bytes of body", contest.run(contenders), "wrk");
        }
    }

    private String bodies() throws Exception {
        StringBuilder text = new StringBuilder();
        for (String path : List.of("/1k", "/100k")) {
            text.append(against("bodies: GET of " + path.substring(1) + " bytes", nginx.url(path)));
        }
        return text.toString();
    }

    private String tls() throws Exception {
        return against("tls: GET over TLS, 2 bytes of body", nginx.tlsUrl("/"));
    }

    private String against(String title, String url) throws Exception {
        try (JvmProcess engine = engine(url)) {
            List<Contender> contenders = new ArrayList<>(List.of(new Warm("ours, concurrency", engine, "concurrency")));
            contenders.addAll(programs.wrk(url));
            return section(title, contest.run(contenders), "wrk");
        }
    }

    /** The plot example's draw request, with drawn handle, index and variant, compared with a constant request. */
    private String templated() throws Exception {
        try (JvmProcess drawing = engine(nginx.url(BenchPlan.DRAW));
                JvmProcess same = engine(nginx.url("/"))) {
            List<Contender> contenders = new ArrayList<>(List.of(
                    new Warm("ours, draw request", drawing, "concurrency"),
                    new Warm("ours, plain GET", same, "concurrency")));
            List<Contender> wrk = programs.wrk(nginx.url("/"));
            contenders.addAll(wrk);
            return section("templated: the plot example's draw request", contest.run(contenders), "wrk");
        }
    }

    /** Journeys against the same requests without them, and against wrk with a script that does the same. */
    private String journeys() throws Exception {
        try (JvmProcess steps = engine(nginx.url(BenchJourneys.STEPS));
                JvmProcess drawing = engine(nginx.url(BenchPlan.DRAW))) {
            String text = section(
                    "journeys: steps that capture a value and use it, with a row of the journey",
                    contest.run(List.of(
                            new Warm("ours, step of a journey", steps, "concurrency"),
                            new Warm("ours, draw request", drawing, "concurrency"))),
                    "ours, draw request");
            return text + visits();
        }
    }

    private String visits() throws Exception {
        try (JvmProcess visits = engine(nginx.url(BenchJourneys.VISIT))) {
            List<Contender> contenders =
                    new ArrayList<>(List.of(new Warm("ours, journey of 5 steps", visits, "concurrency")));
            contenders.addAll(programs.wrk(bench.resolve("journey.lua"), nginx.url("/")));
            return section(
                    "journeys: five steps with the cookie and the token of the first",
                    contest.run(contenders),
                    "wrk, Lua");
        }
    }

    /** HTTP/2 in both forms: a stream on each of many connections, many streams on one. */
    private String http2() throws Exception {
        String url = nginx.http2Url("/");
        return http2("http2: 50 connections of one stream", url, Programs.CONNECTIONS, 1)
                + http2("http2: one connection of 100 streams", url, 1, 100);
    }

    private String http2(String title, String url, int connections, int streams) throws Exception {
        try (JvmProcess engine =
                EngineGenerator.start(url, connections, new WireOptions(Target.Protocol.HTTP2, streams, 0))) {
            List<Contender> contenders = new ArrayList<>(List.of(new Warm("ours, HTTP/2", engine, "concurrency")));
            contenders.addAll(programs.h2load(url, connections, streams));
            return section(title, contest.run(contenders), "h2load");
        }
    }

    /** A new connection for every request. */
    private String handshakes() throws Exception {
        try (JvmProcess engine = EngineGenerator.start(
                nginx.tlsUrl("/"), Programs.CONNECTIONS, new WireOptions(Target.Protocol.HTTP1, 1, 1))) {
            List<Contender> contenders =
                    new ArrayList<>(List.of(new Warm("ours, one request a connection", engine, "concurrency")));
            contenders.addAll(programs.handshakes(nginx.tlsAuthority()));
            return section(
                    "handshakes: a TLS connection for every GET, by request",
                    contest.run(contenders),
                    "openssl s_time");
        }
    }

    private JvmProcess engine(String url) throws IOException {
        return EngineGenerator.start(url, Programs.CONNECTIONS, WireOptions.NONE);
    }

    private String section(String title, Map<String, Rounds> rounds, String yardstick)
            throws IOException, InterruptedException {
        return RoundsSection.of(title, rounds, yardstick, programs.sentence(), contest.quietness());
    }

    private @Nullable JvmProcess hyperfoil(String url) throws IOException {
        Path target = bench.resolve("hyperfoil/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            programs.missing("Hyperfoil");
            return null;
        }
        programs.note("Hyperfoil 0.25.2");
        return JvmProcess.start(
                Cores.GENERATOR,
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                List.of("-Xmx512m"),
                "dev.loadtest.bench.hyperfoil.HyperfoilGenerator",
                url.substring(0, url.lastIndexOf('/')),
                url.substring(url.lastIndexOf('/')),
                Programs.CONNECTIONS);
    }
}
