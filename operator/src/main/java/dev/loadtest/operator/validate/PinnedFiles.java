package dev.loadtest.operator.validate;

import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileSet;
import java.nio.file.Path;
import java.util.List;

/** The files recorded in a plan, whatever happened to them since. */
record PinnedFiles(List<FileSet> sets) implements FileSource {
    PinnedFiles {
        sets = List.copyOf(sets);
    }

    @Override
    public Found find(FileSetSpec wanted) {
        return sets.stream()
                .filter(set -> set.name().equals(wanted.name()))
                .findFirst()
                .map(set -> new Found(
                        set.files().stream()
                                .map(file ->
                                        new Located(file, Path.of(WorkerEnvironment.FILES, set.name(), file.name())))
                                .toList(),
                        List.of()))
                .orElseGet(() -> Found.none("name", "the plan does not contain the files of this set"));
    }

    @Override
    public Rows rows(FileSetSpec wanted, Found found) {
        return sets.stream()
                .filter(set -> set.name().equals(wanted.name()))
                .findFirst()
                .map(set -> new Rows(set.rows(), List.of()))
                .orElse(Rows.UNKNOWN);
    }
}
