package dev.loadtest.crds.files;

import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of this machine, with one placeholder for each set that only a cluster can read: enough for validation, not for
 * sending. Any thread.
 */
public final class StandInFiles implements FileSource {
    private final LocalFiles local;

    /** @param local source of this machine's files */
    public StandInFiles(LocalFiles local) {
        this.local = local;
    }

    /** Whether no file of a set is on this machine. */
    public static boolean isClusterOnly(FileSetSpec set) {
        return set.path() == null && set.hasClusterSource();
    }

    @Override
    public Found find(FileSetSpec set) {
        return isClusterOnly(set)
                ? new Found(List.of(new Located(new FileRef(set.name(), "…", 0, ""), Path.of(""))), List.of())
                : local.find(set);
    }

    @Override
    public Rows rows(FileSetSpec set, Found found) {
        return isClusterOnly(set) ? Rows.UNKNOWN : local.rows(set, found);
    }
}
