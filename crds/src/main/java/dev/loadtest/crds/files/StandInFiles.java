package dev.loadtest.crds.files;

import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of this machine, and one that stands in for those of a set which only a cluster can see: enough to check what
 * is said of it, and nothing that could be sent. Any thread.
 */
public final class StandInFiles implements FileSource {
    private final LocalFiles local;

    /** @param local what finds the files of this machine */
    public StandInFiles(LocalFiles local) {
        this.local = local;
    }

    /** Whether nothing of a set lies on this machine. */
    public static boolean isClusterOnly(FileSetSpec set) {
        return set.path() == null && (set.configMap() != null || set.persistentVolumeClaim() != null);
    }

    @Override
    public Found find(FileSetSpec set) {
        return isClusterOnly(set)
                ? new Found(List.of(new Located(new FileRef(set.name(), "…", 0, ""), Path.of(""))), List.of())
                : local.find(set);
    }
}
