package dev.loadtest.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options that decide what is sent where, of {@code run} and {@code request}. */
final class PlanOptions {
    private static final long MAX_SEED = 1L << 53;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--target", paramLabel = "URL", description = "Instead of the manifest's spec.target.url.")
    private @Nullable String target;

    private @Nullable Long seed;

    @Option(
            names = "--ref",
            paramLabel = "secret/NAME/KEY=FILE",
            converter = Reference.Converter.class,
            description =
                    "The file that stands for a Secret's key, or for a ConfigMap's: configmap/NAME/KEY=FILE. May be repeated.")
    private List<Reference> references = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Instead of the manifest's seed; the same seed sends the same requests.")
    void seed(Long given) {
        if (given < 0 || given > MAX_SEED) {
            throw new ParameterException(spec.commandLine(), "--seed must be 0 to " + MAX_SEED + ": " + given);
        }
        seed = given;
    }

    @Nullable
    String target() {
        return target;
    }

    /** 0 to 2^53, the largest that every JSON reader keeps exactly; null for the manifest's own. */
    @Nullable
    Long seed() {
        return seed;
    }

    List<Reference> references() {
        return references;
    }
}
