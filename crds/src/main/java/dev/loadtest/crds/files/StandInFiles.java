package dev.loadtest.crds.files;

import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileRef;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Files of this machine, with one placeholder for each set that only a cluster can read: enough for validation, not for
 * sending. Any thread.
 */
public final class StandInFiles implements FileSource {
    private final LocalFiles local;
    private final Predicate<FileSetSpec> elsewhere;
    private final Function<BaselineSpec, FoundBaseline> baselines;

    /** @param local source of this machine's files */
    public StandInFiles(LocalFiles local) {
        this(
                local,
                StandInFiles::isClusterOnly,
                baseline -> baseline.file() == null ? FoundBaseline.ELSEWHERE : local.baseline(baseline));
    }

    private StandInFiles(
            LocalFiles local, Predicate<FileSetSpec> elsewhere, Function<BaselineSpec, FoundBaseline> baselines) {
        this.local = local;
        this.elsewhere = elsewhere;
        this.baselines = baselines;
    }

    /**
     * For a run in a cluster that is started here: a volume or a Secret is taken before {@code path}, and so is a ConfigMap
     * where no local file matches.
     *
     * @param local source of this machine's files
     */
    public static StandInFiles forCluster(LocalFiles local) {
        return new StandInFiles(
                local,
                set -> isClusterOnly(set)
                        || set.persistentVolumeClaim() != null
                        || set.secret() != null
                        || set.configMap() != null && local.find(set).files().isEmpty(),
                baseline -> baseline.results() == null
                        ? FoundBaseline.none("results", "is required for a run in a cluster")
                        : FoundBaseline.ELSEWHERE);
    }

    /** Whether no file of a set is on this machine. */
    public static boolean isClusterOnly(FileSetSpec set) {
        return set.path() == null && set.hasClusterSource();
    }

    /** Whether a file is a placeholder. */
    public static boolean isStandIn(FileRef file) {
        return file.sha256().isEmpty();
    }

    @Override
    public Found find(FileSetSpec set) {
        return elsewhere.test(set)
                ? new Found(List.of(new Located(new FileRef(set.name(), "…", 0, ""), Path.of(""))), List.of())
                : local.find(set);
    }

    @Override
    public FoundBaseline baseline(BaselineSpec baseline) {
        return baselines.apply(baseline);
    }

    @Override
    public Rows rows(FileSetSpec set, Found found) {
        return found.files().stream().anyMatch(file -> isStandIn(file.ref())) ? Rows.UNKNOWN : local.rows(set, found);
    }
}
