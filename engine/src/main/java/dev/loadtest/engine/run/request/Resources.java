package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;

/** External resources of a plan, read before the first request. Any thread. */
public interface Resources {

    /** Path of a file of the plan. */
    Path file(FileRef file);

    /** The text of a Secret's or ConfigMap's key. */
    String secret(SecretRef ref);
}
