package dev.loadtest.control;

/**
 * The control API's version 1. Every request is sealed by an operator of the run and
 * every answer by the worker's process, but for {@link #KEY} and what is refused as {@code UNAUTHORIZED}; every body is one of {@link ControlJson}, but those
 * that are put below {@link #OUTPUT}. What is refused is answered by a {@link Refusal}.
 */
public final class ControlPaths {
    /** GET, gives {@link WorkerKey}, to anybody. */
    public static final String KEY = "/v1/key";

    /** Header of an answer, with its seal. */
    public static final String ANSWER_SEAL = SealedHeader.ANSWER;

    /** POST {@link Installation}, gives {@link Standing}. */
    public static final String INSTALL = "/v1/install";

    /** POST {@link Instruction}, gives {@link Done}. */
    public static final String COMMAND = "/v1/command";

    /** POST {@link ReportRequest}, gives the engine's {@code WorkerReport}. */
    public static final String REPORT = "/v1/report";

    /** POST {@link Caller}, gives {@link ClockReading}. */
    public static final String CLOCK = "/v1/clock";

    /** POST {@link Caller}, gives the engine's {@code HeldCaptures}. */
    public static final String CAPTURED = "/v1/captured";

    /** GET, gives {@link Standing}; whoever looks is no coordinator for that. */
    public static final String STANDING = "/v1/standing";

    /** POST {@link FilesRequest}, gives {@link FilesFound}; before a plan is installed. */
    public static final String FILES = "/v1/files";

    /** PUT of a file's bytes below it, gives {@link Done}; only where the worker has an output folder. */
    public static final String OUTPUT = "/v1/output/";

    /** The longest message to a worker: a plan, or the captured values that go with an order. */
    public static final int MAX_REQUEST_BYTES = 32 << 20;

    /** The longest answer of a worker. */
    public static final int MAX_ANSWER_BYTES = 64 << 20;

    /** The longest file that is put. */
    public static final int MAX_OUTPUT_BYTES = 64 << 20;

    private ControlPaths() {}
}
