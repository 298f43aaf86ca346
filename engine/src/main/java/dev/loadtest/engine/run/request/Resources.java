package dev.loadtest.engine.run.request;

import dev.loadtest.engine.plan.FileRef;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;

/** What a plan refers to without holding it. Looked up before the first request and kept; any thread. */
public interface Resources {

    /** Where a pinned file lies. */
    Path file(FileRef file);

    /** The text of a Secret's or ConfigMap's key. */
    String secret(SecretRef ref);
}
