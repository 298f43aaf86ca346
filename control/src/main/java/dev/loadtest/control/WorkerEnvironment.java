package dev.loadtest.control;

/** What a worker process is told by its environment and where it finds its files: the contract with the worker image. */
public final class WorkerEnvironment {
    /** The public key of the run's operators, X25519, 64 hexadecimal digits. */
    public static final String OPERATOR_KEY = "LOADTEST_OPERATOR_KEY";
    /** 0 for any that is free, to 65535; {@link #DEFAULT_CONTROL_PORT} where it is not set. */
    public static final String CONTROL_PORT = "LOADTEST_CONTROL_PORT";
    /** 0 for any that is free, to 65535; {@link #DEFAULT_METRICS_PORT} where it is not set. */
    public static final String METRICS_PORT = "LOADTEST_METRICS_PORT";
    /** {@code TargetRule}s, comma-separated; a worker connects to nothing else, and to nothing that is always denied. */
    public static final String ALLOWED_TARGETS = "LOADTEST_ALLOWED_TARGETS";
    /** CIDRs, comma-separated, denied beyond those that always are. */
    public static final String DENIED_ADDRESSES = "LOADTEST_DENIED_ADDRESSES";
    /** CIDRs, comma-separated: addresses that look public and are the cluster's, so that no host pattern allows them. */
    public static final String CLUSTER_RANGES = "LOADTEST_CLUSTER_RANGES";
    /** {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}, comma-separated: a worker is not ready before it has them. */
    public static final String REQUIRED_REFERENCES = "LOADTEST_REQUIRED_REFERENCES";
    /** Names of the file sets that lie on claims, comma-separated: others write there, so that no link is followed. */
    public static final String CLAIM_SETS = "LOADTEST_CLAIM_SETS";
    /** Where samples and reports go, usually {@link #OUTPUT}; where it is not set, none are kept. */
    public static final String OUTPUT_FOLDER = "LOADTEST_OUTPUT";
    /** How long a worker that was told to end serves its results, in whole seconds; 50 where it is not set. */
    public static final String GRACE_SECONDS = "LOADTEST_GRACE_SECONDS";
    /** The worker's place among the run's workers, which an Indexed Job sets. */
    public static final String COMPLETION_INDEX = "JOB_COMPLETION_INDEX";

    public static final int DEFAULT_CONTROL_PORT = 8090;
    public static final int DEFAULT_METRICS_PORT = 8091;

    /** Below it a folder for each file set, by name. */
    public static final String FILES = "/loadtest/files";
    /** Below it {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}. */
    public static final String REFERENCES = "/loadtest/references";
    /** Where samples go. */
    public static final String OUTPUT = "/loadtest/output";

    private WorkerEnvironment() {}
}
