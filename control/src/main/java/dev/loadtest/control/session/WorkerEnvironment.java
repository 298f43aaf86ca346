package dev.loadtest.control.session;

/** Environment variables and paths of a worker process: the contract with the worker image. */
public final class WorkerEnvironment {
    /** The public key of the run's operators, X25519, 64 hexadecimal digits. */
    public static final String OPERATOR_KEY = "LOADTEST_OPERATOR_KEY";
    /** 0 (any free port) to 65535; default {@link #DEFAULT_CONTROL_PORT}. */
    public static final String CONTROL_PORT = "LOADTEST_CONTROL_PORT";
    /** 0 (any free port) to 65535; default {@link #DEFAULT_METRICS_PORT}. */
    public static final String METRICS_PORT = "LOADTEST_METRICS_PORT";
    /** {@code TargetRule}s, comma-separated; a worker connects only to these, and never to denied addresses. */
    public static final String ALLOWED_TARGETS = "LOADTEST_ALLOWED_TARGETS";
    /** CIDRs, comma-separated, denied in addition to the built-in ones. */
    public static final String DENIED_ADDRESSES = "LOADTEST_DENIED_ADDRESSES";
    /** CIDRs, comma-separated, of the cluster that look public; host patterns do not allow them. */
    public static final String CLUSTER_RANGES = "LOADTEST_CLUSTER_RANGES";
    /**
     * {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}, comma-separated; the worker becomes ready once all exist.
     */
    public static final String REQUIRED_REFERENCES = "LOADTEST_REQUIRED_REFERENCES";
    /** {@code SignInSettings}, as JSON; the worker becomes ready once it has a token for each. Unset, there are none. */
    public static final String SIGN_INS = "LOADTEST_SIGN_INS";
    /** File sets on claims, comma-separated: others can write there, so links are not followed. */
    public static final String CLAIM_SETS = "LOADTEST_CLAIM_SETS";
    /** Folder of samples and reports, usually {@link #OUTPUT}; unset, none are kept. */
    public static final String OUTPUT_FOLDER = "LOADTEST_OUTPUT";
    /** How long a terminated worker serves its results, in whole seconds; default 50. */
    public static final String GRACE_SECONDS = "LOADTEST_GRACE_SECONDS";
    /** {@link #BRIEF} if the run asks little of its workers; otherwise they warm up in full. */
    public static final String WARM_UP = "LOADTEST_WARM_UP";

    public static final String BRIEF = "brief";
    /** Index of the worker in the run, set by an Indexed Job. */
    public static final String COMPLETION_INDEX = "JOB_COMPLETION_INDEX";

    public static final int DEFAULT_CONTROL_PORT = 8090;
    public static final int DEFAULT_METRICS_PORT = 8091;

    /** Contains a folder for each file set. */
    public static final String FILES = "/loadtest/files";
    /** Contains {@code secret/NAME/KEY} and {@code configmap/NAME/KEY}. */
    public static final String REFERENCES = "/loadtest/references";
    /** Folder of samples. */
    public static final String OUTPUT = "/loadtest/output";

    private WorkerEnvironment() {}
}
