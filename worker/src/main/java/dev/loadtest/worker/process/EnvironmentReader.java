package dev.loadtest.worker.process;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.control.message.SignInSettings;
import dev.loadtest.control.seal.OperatorCheck;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the settings from environment variables, and collects all problems. */
final class EnvironmentReader {
    private static final int DEFAULT_GRACE_SECONDS = 50;
    private static final int MAX_GRACE_SECONDS = 3_600;
    /** The base point of the curve: a valid key without an owner. */
    private static final String NO_KEY = "09" + "00".repeat(31);

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private EnvironmentReader(Map<String, String> variables) {
        this.variables = variables;
    }

    /** @throws IllegalArgumentException with one sentence that names all problems */
    static WorkerSettings read(Map<String, String> variables) {
        EnvironmentReader reader = new EnvironmentReader(variables);
        WorkerSettings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return settings;
    }

    private WorkerSettings settings() {
        Optional<Integer> index = text(WorkerEnvironment.COMPLETION_INDEX).isEmpty()
                ? Optional.empty()
                : Optional.of(number(WorkerEnvironment.COMPLETION_INDEX, 0, 0, Integer.MAX_VALUE));
        if (text(WorkerEnvironment.ALLOWED_TARGETS).isEmpty()) {
            problems.add(WorkerEnvironment.ALLOWED_TARGETS + " is not set: a worker must know what it may connect to");
        }
        Optional<Path> output = Optional.of(text(WorkerEnvironment.OUTPUT_FOLDER))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return new WorkerSettings(
                of(
                        WorkerEnvironment.OPERATOR_KEY,
                        () -> new OperatorCheck(text(WorkerEnvironment.OPERATOR_KEY)),
                        new OperatorCheck(NO_KEY)),
                number(WorkerEnvironment.CONTROL_PORT, WorkerEnvironment.DEFAULT_CONTROL_PORT, 0, 65_535),
                number(WorkerEnvironment.METRICS_PORT, WorkerEnvironment.DEFAULT_METRICS_PORT, 0, 65_535),
                index,
                new WorkerSettings.Aims(
                        list(WorkerEnvironment.ALLOWED_TARGETS, TargetRule::parse),
                        list(WorkerEnvironment.DENIED_ADDRESSES, Cidr::parse),
                        list(WorkerEnvironment.CLUSTER_RANGES, Cidr::parse)),
                list(WorkerEnvironment.REQUIRED_REFERENCES, EnvironmentReader::reference),
                of(WorkerEnvironment.SIGN_INS, () -> SignInSettings.read(text(WorkerEnvironment.SIGN_INS)), List.of()),
                Path.of(WorkerEnvironment.FILES),
                Set.copyOf(list(WorkerEnvironment.CLAIM_SETS, name -> name)),
                Path.of(WorkerEnvironment.REFERENCES),
                output,
                text(WorkerEnvironment.WARM_UP).equals(WorkerEnvironment.BRIEF)
                        ? WarmUp.Extent.BRIEF
                        : WarmUp.Extent.FULL,
                Duration.ofSeconds(
                        number(WorkerEnvironment.GRACE_SECONDS, DEFAULT_GRACE_SECONDS, 0, MAX_GRACE_SECONDS)));
    }

    private String text(String name) {
        return variables.getOrDefault(name, "").strip();
    }

    private int number(String name, int otherwise, int least, int most) {
        String text = text(name);
        try {
            int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of bounds.
        }
        problems.add(name + " is \"" + text + "\", and not a whole number from " + least + " to " + most);
        return otherwise;
    }

    private <T> List<T> list(String name, Function<String, T> parse) {
        return Arrays.stream(text(name).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> of(name, () -> Optional.of(parse.apply(entry)), Optional.<T>empty()).stream())
                .toList();
    }

    private <T> T of(String name, Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            problems.add(name + ": " + e.getMessage());
            return otherwise;
        }
    }

    private static SecretRef reference(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length == 3 && !parts[1].isEmpty() && !parts[2].isEmpty()) {
            if (parts[0].equals("secret")) {
                return new SecretRef(SecretRef.Kind.SECRET, parts[1], parts[2]);
            }
            if (parts[0].equals("configmap")) {
                return new SecretRef(SecretRef.Kind.CONFIG_MAP, parts[1], parts[2]);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is not secret/NAME/KEY or configmap/NAME/KEY");
    }
}
