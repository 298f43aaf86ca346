package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.engine.rows.Rows;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** External resources of a plan, found before the first request. Any thread. */
public interface Resources {

    /** Path of a file of the plan. */
    Path file(FileRef file);

    /** The text of a Secret's or ConfigMap's key. */
    String secret(SecretRef ref);

    /** The rows of its file sets, for one thread. */
    default Rows rows() {
        return Rows.NONE;
    }

    /** Texts of sensitive rows that are masked in all output from the start; a bounded number. */
    default Collection<String> maskedTexts() {
        return List.of();
    }
}
