package dev.loadtest.operator.desired;

/** What a worker process is told by its environment and where it finds its files: the contract with the worker image. */
public final class WorkerEnvironment {
    public static final String TOKEN_SHA256 = "LOADTEST_TOKEN_SHA256";
    public static final String CONTROL_PORT = "LOADTEST_CONTROL_PORT";
    public static final String METRICS_PORT = "LOADTEST_METRICS_PORT";
    /** CIDRs, comma-separated; a worker connects to none but these, and to none that are always denied. */
    public static final String ALLOWED_ADDRESSES = "LOADTEST_ALLOWED_ADDRESSES";
    /** CIDRs, comma-separated, denied beyond those that always are. */
    public static final String DENIED_ADDRESSES = "LOADTEST_DENIED_ADDRESSES";

    /** {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}, comma-separated: without them it is not ready, and says so. */
    public static final String REQUIRED_REFERENCES = "LOADTEST_REQUIRED_REFERENCES";
    /** Where samples and reports go; not set where there is no volume for them, and no samples are kept. */
    public static final String OUTPUT_FOLDER = "LOADTEST_OUTPUT";

    /** Below it a folder for each file set, by name. */
    public static final String FILES = "/loadtest/files";
    /** Below it {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}. */
    public static final String REFERENCES = "/loadtest/references";
    /** Where samples go. */
    public static final String OUTPUT = "/loadtest/output";

    private WorkerEnvironment() {}
}
