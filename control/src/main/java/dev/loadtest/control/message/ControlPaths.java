package dev.loadtest.control.message;

import dev.loadtest.control.seal.SealedHeader;
import dev.loadtest.control.seal.WorkerKey;

/**
 * The control API, version 1. Every request is sealed by an operator of the run and every answer by the worker's
 * process, except for {@link #KEY} and refusals with {@code UNAUTHORIZED}. Bodies are {@link ControlJson}, except those
 * put below {@link #OUTPUT}. Refusals are a {@link Refusal}.
 */
public final class ControlPaths {
    /** GET, answers {@link WorkerKey}; needs no seal. */
    public static final String KEY = "/v1/key";

    /** Answer header with the seal. */
    public static final String ANSWER_SEAL = SealedHeader.ANSWER;

    /** POST {@link Installation}, answers {@link Standing}. */
    public static final String INSTALL = "/v1/install";

    /** POST {@link Instruction}, answers {@link Done}. */
    public static final String COMMAND = "/v1/command";

    /** POST {@link ReportRequest}, answers the engine's {@code WorkerReport}. */
    public static final String REPORT = "/v1/report";

    /** POST {@link Caller}, answers {@link ClockReading}. */
    public static final String CLOCK = "/v1/clock";

    /** POST {@link Caller}, answers the engine's {@code HeldCaptures}. */
    public static final String CAPTURED = "/v1/captured";

    /** GET, answers {@link Standing}; does not command the worker. */
    public static final String STANDING = "/v1/standing";

    /** POST {@link FilesRequest}, answers {@link FilesFound}; before a plan is installed. */
    public static final String FILES = "/v1/files";

    /** POST {@link AddressUpdate}, answers {@link Done}; also before a plan is installed. */
    public static final String ADDRESSES = "/v1/addresses";

    /** PUT of a file's bytes below this path, answers {@link Done}; only if the worker has an output folder. */
    public static final String OUTPUT = "/v1/output/";

    /** Maximum bytes of a message to a worker: a plan, or the captured values of an order. */
    public static final int MAX_REQUEST_BYTES = 32 << 20;

    /** Maximum bytes of an answer. */
    public static final int MAX_ANSWER_BYTES = 64 << 20;

    /** Maximum bytes of a file in a PUT. */
    public static final int MAX_OUTPUT_BYTES = 64 << 20;

    private ControlPaths() {}
}
