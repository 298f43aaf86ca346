package dev.loadtest.control;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker's process stands.
 *
 * @param incarnation drawn when the process starts: a restarted worker is another one
 * @param run the run whose plan it holds; null before one is installed
 * @param index its place in that run; 0 before
 * @param epoch the highest that has commanded it; 0 before
 * @param sequence the number of that epoch's newest command, 0 before the first
 * @param begun whether it can fire
 * @param originNanos where run time began, in its loop's time; 0 before
 * @param pausedItself whether it stands still because no coordinator was heard, until one resumes it
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
