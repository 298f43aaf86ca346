package dev.loadtest.crds.compile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.crds.files.LocalFiles;
import dev.loadtest.crds.manifest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Manifests are untrusted: any bytes are compiled or refused with sentences, in bounded time. {@link
 * MangledManifestTest} mutates the parsed content instead.
 */
class ManifestMutationsTest {
    private static final long MUTATIONS = Integer.getInteger("loadtest.mutations", 3_000);
    private static final String[] PIECES = {
        "&a ",
        "*a",
        "<<: *a\n",
        "!!java.io.File ",
        "!x ",
        "{",
        "}",
        "[",
        "]",
        "- ",
        ": ",
        "? ",
        "|\n",
        ">-\n",
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "\"",
        "'",
        "#",
        "\t",
        "\0",
        "\ufeff",
        "\u00ff\u00fe",
        "\r",
        "\n",
        "\\u0000",
        "\"\\r\\n\"",
        "${",
        "}",
        "$${",
        "~",
        ".inf",
        ".nan",
        "-1",
        "0",
        "1e999",
        "0x7fffffffffffffff",
        "9223372036854775808",
        "0s",
        "99999d",
        "2001-01-01",
        "yes",
        "null",
        "  ",
        "\n      "
    };

    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    @CsvSource({
        "src/test/resources/everything, 50",
        "src/test/resources/plot-service, 50",
        "../examples/login, 300",
        "../examples/shop, 300",
        "../examples/capacity, 200",
        "../examples/soak, 200",
        "../examples/spike, 200"
    })
    void compiledOrRefused(String folder, int perMille) throws IOException {
        String manifest = Files.readString(Path.of(folder, "loadtest.yaml"), ISO_8859_1);
        LocalFiles files = LocalManifest.files(Path.of(folder));
        SplittableRandom random = new SplittableRandom(folder.hashCode());
        long compiled = 0;
        long mutations = MUTATIONS * perMille / 1000;
        for (long n = 0; n < mutations; n++) {
            String mutation = mutate(manifest, random);
            compiled += isCompiled(mutation, files) ? 1 : 0;
        }
        assertThat(compiled).isBetween(mutations / 100, mutations * 3 / 4);
    }

    private static boolean isCompiled(String yaml, LocalFiles files) {
        Compilation compilation;
        try {
            compilation = ManifestCompiler.compile(yaml.getBytes(ISO_8859_1), Overrides.NONE, files);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(yaml, e);
        }
        return switch (compilation) {
            case Compilation.Compiled compiled -> true;
            case Compilation.Refused refused -> {
                check(yaml, refused.problems());
                yield false;
            }
        };
    }

    /** Plain checks: AssertJ's descriptions would dominate the run time. */
    private static void check(String yaml, List<Problem> problems) {
        boolean sentences = !problems.isEmpty();
        for (Problem problem : problems) {
            String line = problem.toString();
            sentences &= !problem.message().isBlank()
                    && line.chars().noneMatch(Character::isISOControl)
                    && !line.contains("Exception")
                    && !line.contains("com.fasterxml")
                    && !line.contains("org.yaml");
        }
        if (!sentences) {
            throw new AssertionError(problems + " of\n" + yaml);
        }
    }

    private static String mutate(String manifest, SplittableRandom random) {
        StringBuilder mutation = new StringBuilder(manifest);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(mutation.length());
            int end = Math.min(mutation.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(7)) {
                case 0 -> mutation.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutation.delete(at, end);
                case 2 -> mutation.insert(at, mutation.substring(at, end));
                case 3 -> moveLine(mutation, at, random);
                case 4 -> mutation.replace(at, end, mutation.substring(at, end).toUpperCase(Locale.ROOT));
                default -> mutation.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return mutation.toString();
    }

    /** Moves a line elsewhere, once or twice. */
    private static void moveLine(StringBuilder mutation, int at, SplittableRandom random) {
        int from = mutation.lastIndexOf("\n", at) + 1;
        int end = mutation.indexOf("\n", at) + 1;
        if (end <= from || end == mutation.length()) {
            return;
        }
        String line = mutation.substring(from, end);
        if (random.nextBoolean()) {
            mutation.delete(from, end);
        }
        int next = mutation.indexOf("\n", random.nextInt(mutation.length())) + 1;
        mutation.insert(next, line);
    }
}
