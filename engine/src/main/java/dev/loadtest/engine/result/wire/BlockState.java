package dev.loadtest.engine.result.wire;

/**
 * One block of a phase, variant, request and kind.
 *
 * @param index its place among the phase's blocks, from 0
 * @param sent requests of it that were sent
 * @param failures unexpected + errors + timeouts + unresolved
 * @param response response times of complete responses and of timeouts, to 2 significant digits
 */
public record BlockState(int index, long sent, long failures, HistogramState response) {
    public BlockState {
        if (index < 0 || sent < 0 || failures < 0) {
            throw new IllegalArgumentException(
                    "a block with index " + index + ", " + sent + " sent and " + failures + " failures");
        }
    }
}
