package dev.loadtest.cli;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.ReferenceUse;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.ReferenceText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The texts that a plan refers to, read from the files of {@code --ref}. No message shows their content.
 *
 * @param texts by key, complete if there are no problems
 * @param problems by key: what is wrong and what to do
 */
record ReferenceFiles(Map<SecretRef, String> texts, Map<SecretRef, String> problems) {
    ReferenceFiles {
        texts = Map.copyOf(texts);
        problems = Map.copyOf(problems);
    }

    /** Reads the needed files; ignores further ones. */
    static ReferenceFiles read(LoadPlan plan, List<Reference> given) {
        return read(plan.references(), plan::use, given);
    }

    /** @param use what each text is for */
    static ReferenceFiles read(
            Collection<SecretRef> needed, Function<SecretRef, ReferenceUse> use, List<Reference> given) {
        Map<SecretRef, Path> files = new LinkedHashMap<>();
        given.forEach(reference -> files.put(reference.ref(), reference.file()));
        Map<SecretRef, String> texts = new LinkedHashMap<>();
        Map<SecretRef, String> problems = new TreeMap<>(java.util.Comparator.comparing(SecretRef::toString));
        for (SecretRef ref : needed) {
            Path file = files.get(ref);
            if (file == null) {
                problems.put(ref, "no file is given for " + ref + ": add --ref " + ref + "=FILE");
                continue;
            }
            try {
                texts.put(ref, ReferenceText.read(use.apply(ref), file));
            } catch (IOException e) {
                problems.put(ref, "--ref " + ref + "=" + file + ": " + reason(e));
            }
        }
        return new ReferenceFiles(texts, problems);
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
