package dev.loadtest.operator.validate;

import dev.loadtest.crds.manifest.Problem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a PersistentVolumeClaim can serve the pods of a run. Pure. */
final class ClaimRules {
    private ClaimRules() {}

    /**
     * Problems of a claim.
     *
     * @param path of the field that names it
     * @param workers number of pods that mount it
     * @param written whether they write to it
     */
    static Optional<Problem> check(
            Map<String, PersistentVolumeClaim> claims, String name, String path, int workers, boolean written) {
        PersistentVolumeClaim claim = claims.get(name);
        if (claim == null) {
            return Optional.of(new Problem(path, "there is no PersistentVolumeClaim \"" + name + "\""));
        }
        List<String> modes = claim.getSpec().getAccessModes();
        boolean serves = modes.contains("ReadWriteMany")
                || !written && modes.contains("ReadOnlyMany")
                || workers == 1 && (modes.contains("ReadWriteOnce") || modes.contains("ReadWriteOncePod"));
        if (serves) {
            return Optional.empty();
        }
        String does = written ? "write" : "read";
        String needed = written ? "ReadWriteMany" : "ReadOnlyMany or ReadWriteMany";
        String pods = workers == 1 ? "1 pod that " + does + "s" : workers + " pods that " + does;
        return Optional.of(new Problem(
                path,
                "the access mode " + String.join(", ", modes) + " cannot serve " + pods + "; it must be " + needed));
    }
}
