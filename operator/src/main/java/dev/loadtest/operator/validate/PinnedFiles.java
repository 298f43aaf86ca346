package dev.loadtest.operator.validate;

import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.crds.files.FileSource;
import dev.loadtest.crds.files.FoundBaseline;
import dev.loadtest.crds.model.BaselineSpec;
import dev.loadtest.crds.model.FileSetSpec;
import dev.loadtest.engine.plan.FileSet;
import dev.loadtest.report.stored.ComparedRunReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The files and the baseline recorded in a plan, whatever happened to them since.
 *
 * @param baseline as the plan has it
 */
record PinnedFiles(List<FileSet> sets, byte[] baseline) implements FileSource {
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
    public FoundBaseline baseline(BaselineSpec wanted) {
        if (wanted.results() == null || baseline.length == 0) {
            return FoundBaseline.none("results", "the plan does not contain this baseline");
        }
        try {
            return FoundBaseline.of(
                    "configmap/" + wanted.results().configMap(),
                    ComparedRunReader.read(new ByteArrayInputStream(baseline)));
        } catch (IOException e) {
            return FoundBaseline.none("results", "the baseline in the plan " + e.getMessage());
        }
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
