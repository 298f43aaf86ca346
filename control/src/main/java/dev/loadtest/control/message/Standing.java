package dev.loadtest.control.message;

import org.jspecify.annotations.Nullable;

/**
 * State of a worker's process.
 *
 * @param incarnation drawn at process start: a restarted worker has another one
 * @param run of the installed plan; null before
 * @param index in that run; 0 before
 * @param epoch the highest that has commanded it; 0 before
 * @param sequence number of that epoch's newest command, 0 before the first
 * @param begun whether it can send
 * @param originNanos start of run time, in its loop's time; 0 before
 * @param pausedItself whether it paused for lack of a coordinator and was not resumed
 */
public record Standing(
        String incarnation,
        @Nullable String run,
        int index,
        long epoch,
        long sequence,
        boolean begun,
        long originNanos,
        boolean pausedItself) {}
