package dev.loadtest.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The plot service as a process; runs until it is killed. */
@Command(
        name = "plot-service",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "A small plot service to aim load tests at.")
public final class PlotServiceMain implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host = "";

    @Option(names = "--port", defaultValue = "8000", description = "Port to listen on, 0 for any free one.")
    private int port;

    @ArgGroup(exclusive = false)
    private @Nullable TlsFiles tls;

    @Option(
            names = "--warmup",
            defaultValue = "3s",
            description = "How long drawing answers 503 after the first processing.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--latency",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "OPERATION=DURATION",
            description =
                    "Latency of an operation: health, draw[-cached|-forced], process[-cached|-forced], login, items,"
                            + " refuse.")
    private Map<String, Duration> latencies = new LinkedHashMap<>();

    @Option(names = "--jitter", defaultValue = "0.2", description = "Part by which latencies vary, 0 to 1.")
    private double jitter;

    @Option(
            names = "--failure-rate",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "OPERATION=RATE",
            description = "Chance of an operation to answer 500, 0 to 1.")
    private Map<String, Double> failureRates = new LinkedHashMap<>();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of jitter, failures and tokens.")
    private long seed;

    @Option(names = "--max-handles", defaultValue = "10000", description = "Processed files kept at most.")
    private int maxHandles;

    @Option(names = "--max-upload", defaultValue = "67108864", description = "Longest upload in bytes.")
    private long maxUploadBytes;

    @Option(
            names = "--record",
            defaultValue = "0",
            description = "Different requests kept at /admin/requests at most, 0 for none.")
    private int maxRecorded;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PlotServiceMain() {}

    /** Certificate and key: both options or neither. */
    private static final class TlsFiles {
        @Option(
                names = "--tls-certificate",
                required = true,
                paramLabel = "FILE",
                description = "Certificate in PEM: listens by TLS, and speaks HTTP/2 as well.")
        private Path certificate = Path.of("");

        @Option(
                names = "--tls-key",
                required = true,
                paramLabel = "FILE",
                description = "The certificate's key, PKCS #8 in PEM.")
        private Path key = Path.of("");

        Listener.Tls files() {
            return new Listener.Tls(certificate, key);
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new PlotServiceMain())
                .registerConverter(Duration.class, new DurationConverter())
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (PlotService service = PlotService.start(options())) {
            System.out.println("plot service ready on " + service.url());
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PlotServiceOptions options() {
        try {
            PlotServiceOptions options = PlotServiceOptions.defaults()
                    .withListener(new Listener(host, port, tls == null ? null : tls.files()))
                    .withWarmUp(warmUp)
                    .withChance(jitter, seed)
                    .withLimits(maxHandles, maxUploadBytes)
                    .withRecording(maxRecorded);
            for (Map.Entry<String, Duration> latency : latencies.entrySet()) {
                options = options.withLatency(latency.getKey(), latency.getValue());
            }
            for (Map.Entry<String, Double> rate : failureRates.entrySet()) {
                options = options.withFailureRate(rate.getKey(), rate.getValue());
            }
            return options;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
