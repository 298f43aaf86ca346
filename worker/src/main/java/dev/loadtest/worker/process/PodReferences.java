package dev.loadtest.worker.process;

import dev.loadtest.engine.plan.LoadPlan;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.ErrorText;
import dev.loadtest.worker.ReferenceText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Mounted Secrets and ConfigMaps of this worker. No message shows their content. Blocks; any thread. */
final class PodReferences {
    private final Path folder;

    /** @param folder contains {@code secret/NAME/KEY} and {@code configmap/NAME/KEY} */
    PodReferences(Path folder) {
        this.folder = folder;
    }

    /** Texts by key, and a sentence for each missing one. */
    record Found(Map<SecretRef, String> texts, List<String> missing) {
        Found {
            texts = Map.copyOf(texts);
            missing = List.copyOf(missing);
        }

        /** Without the texts, which are credentials. */
        @Override
        public String toString() {
            return "Found[" + texts.size() + " texts, missing=" + missing + "]";
        }
    }

    /** Reads keys before the plan is known. */
    Found read(Collection<SecretRef> wanted) {
        return read(wanted, ref -> "", (ref, file) -> ReferenceText.read(ref.kind(), file));
    }

    /** Reads all references of a plan. */
    Found read(LoadPlan plan) {
        return read(
                plan.references(),
                ref -> String.join(", ", plan.headersFrom(ref)),
                (ref, file) -> ReferenceText.read(plan.use(ref), file));
    }

    private interface Reading {
        String text(SecretRef ref, Path file) throws IOException;
    }

    /** @param headers names of the headers with this key as value, possibly empty */
    private Found read(Collection<SecretRef> wanted, Function<SecretRef, String> headers, Reading reading) {
        Map<SecretRef, String> texts = new LinkedHashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (SecretRef ref : wanted) {
            try {
                texts.put(ref, reading.text(ref, file(ref)));
            } catch (NoSuchFileException e) {
                missing.add(ref + " is missing: there is no key \"" + ref.key() + "\" in "
                        + (ref.kind() == SecretRef.Kind.SECRET ? "Secret" : "ConfigMap") + " \"" + ref.name()
                        + "\", or no such object");
            } catch (IOException e) {
                String names = headers.apply(ref);
                missing.add(
                        ref + (names.isEmpty() ? "" : " for header " + names) + " cannot be used: " + ErrorText.of(e));
            }
        }
        return new Found(texts, List.copyOf(missing));
    }

    private Path file(SecretRef ref) throws NoSuchFileException {
        String kind = ref.kind() == SecretRef.Kind.SECRET ? "secret" : "configmap";
        Path file = folder.resolve(kind).resolve(ref.name()).resolve(ref.key()).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new NoSuchFileException(ref.toString());
        }
        return file;
    }
}
