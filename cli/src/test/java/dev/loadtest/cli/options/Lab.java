package dev.loadtest.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.loadtest.cli.InProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder with a manifest and its files, and targets; runs {@code ./loadtest run} in this process. Checks that the
 * books of every run close.
 */
final class Lab implements BeforeEachCallback, AfterEachCallback {
    private static final String LOOPBACK = "127.0.0.1";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final List<TestTarget> targets = new ArrayList<>();
    private Path folder = Path.of("");
    private int runs;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("loadtest-options");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        targets.forEach(TestTarget::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A target that answers 200 to everything. */
    TestTarget target() {
        return target(request -> Answer.ok());
    }

    TestTarget target(TestTarget.Script script) {
        return keep(TestTarget.start(LOOPBACK, null, script));
    }

    TestTarget target(SSLContext tls, TestTarget.Script script) {
        return target(LOOPBACK, tls, script);
    }

    TestTarget target(String address, SSLContext tls, TestTarget.Script script) {
        return keep(TestTarget.start(address, tls, script));
    }

    /** One that demands a certificate of its clients. */
    TestTarget targetForClients(SSLContext tls, TestTarget.Script script) {
        TestTarget target = target(tls, script);
        target.demandCertificates();
        return target;
    }

    private TestTarget keep(TestTarget target) {
        targets.add(target);
        return target;
    }

    /** Writes a file beside the manifest. */
    Path file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a manifest to its end.
     *
     * @param spec the content of {@code spec:}, including the target
     * @param arguments further command-line arguments
     */
    Finished run(String spec, String... arguments) {
        Path output = folder.resolve("output" + runs);
        String[] all = with(with(arguments, unhurried(spec)), "--output", output.toString());
        return Finished.of(execute("run", spec, all), output);
    }

    /**
     * Gives phases without a {@code maxLateness} a long one: a machine that stands still for a quarter of a second
     * would make the run Invalid, and these tests are not about that.
     */
    private static String[] unhurried(String spec) {
        JsonNode phases;
        try {
            phases = YAML.readTree(spec).path("phases");
        } catch (JsonProcessingException e) {
            // The run itself says what is wrong.
            return new String[0];
        }
        return IntStream.range(0, phases.size())
                .filter(i -> phases.path(i).isObject() && !phases.path(i).has("maxLateness"))
                .boxed()
                .flatMap(i -> Stream.of("--set", "spec.phases[" + i + "].maxLateness=1m"))
                .toArray(String[]::new);
    }

    /** Runs a manifest against a target. */
    Finished run(TestTarget target, String spec, String... arguments) {
        return run("target: {url: \"" + target.url() + "\"}\n" + spec, arguments);
    }

    /** Runs another command on a manifest, such as {@code list}. */
    InProcess execute(String command, String spec, String... arguments) {
        String yaml = "apiVersion: loadtest.dev/v1alpha1\nkind: LoadTest\nmetadata: {name: option}\nspec:\n"
                + spec.strip().indent(2);
        Path manifest = file("loadtest" + runs++ + ".yaml", yaml);
        return InProcess.execute(Stream.concat(Stream.of(command, manifest.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }
}
