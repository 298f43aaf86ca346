package dev.loadtest.engine.coordinate;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.rows.Rows;
import dev.loadtest.engine.run.request.NoResources;
import dev.loadtest.engine.run.request.Resources;
import java.nio.file.Path;
import java.util.List;

/** Rows without files: the text of column {@code name} in row 3 is {@code name-3}. The run's mask knows none of them. */
final class NumberedRows implements Resources {
    private final Resources others = new NoResources();

    @Override
    public Path file(FileRef file) {
        return others.file(file);
    }

    @Override
    public String secret(SecretRef ref) {
        return others.secret(ref);
    }

    @Override
    public Rows rows() {
        return set -> new Rows.Source() {
            @Override
            public String text(long row, String column) {
                return column + "-" + row;
            }

            @Override
            public List<String> unmasked(long row) {
                return List.of(text(row, "name"), text(row, "password"));
            }
        };
    }
}
