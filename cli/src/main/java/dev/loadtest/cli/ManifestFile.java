package dev.loadtest.cli;

import dev.loadtest.crds.compile.Compilation;
import dev.loadtest.crds.compile.Compilation.Compiled;
import dev.loadtest.crds.compile.ManifestCompiler;
import dev.loadtest.crds.compile.Overrides;
import dev.loadtest.crds.manifest.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A manifest as the user named it.
 *
 * @param allowed folders besides its own that its files may be read from
 */
record ManifestFile(Path path, List<Path> allowed) {

    /** Compiles it; where it is refused, all that is wrong stands on standard error. */
    Optional<Compiled> compile(Overrides overrides, Console console) {
        return usable(ManifestCompiler.compile(path, overrides, allowed), console);
    }

    /** As {@link #compile}, but files that only a cluster can see are taken to be there. */
    Optional<Compiled> examine(Console console) {
        return usable(ManifestCompiler.examine(path, allowed), console);
    }

    private Optional<Compiled> usable(Compilation compilation, Console console) {
        return switch (compilation) {
            case Compiled compiled -> Optional.of(compiled);
            case Compilation.Refused refused -> {
                report(refused.problems(), console);
                yield Optional.empty();
            }
        };
    }

    /** A line per problem on standard error. */
    void report(List<Problem> problems, Console console) {
        problems.forEach(problem -> console.say(OneLine.of(problem.in(path.toString()))));
    }
}
