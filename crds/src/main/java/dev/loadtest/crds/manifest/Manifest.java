package dev.loadtest.crds.manifest;

import dev.loadtest.crds.model.LoadTestSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed document.
 *
 * @param name of the LoadTest; a generated name's prefix stands for it
 * @param text as it was written, for reports: see {@link MaskedManifest}
 * @param metadata what else its metadata say
 * @param spec what of it fits the model; null where there is nothing to go on with. Where there are problems, fields that the
 *     model requires may be null: those have been reported
 * @param problems all that is wrong with its form
 * @param places where its fields stand
 */
public record Manifest(
        String name,
        String text,
        ManifestMetadata metadata,
        @Nullable LoadTestSpec spec,
        List<Problem> problems,
        Places places) {

    /** A document that cannot be examined. */
    static Manifest unreadable(List<Problem> problems, Places places) {
        return new Manifest("", "", ManifestMetadata.NONE, null, problems, places);
    }

    public Manifest {
        problems = List.copyOf(problems);
    }

    /** The same document with one more thing wrong with it. */
    public Manifest with(Problem problem) {
        List<Problem> all = new ArrayList<>(problems);
        all.add(problem);
        return new Manifest(name, text, metadata, spec, all, places);
    }
}
