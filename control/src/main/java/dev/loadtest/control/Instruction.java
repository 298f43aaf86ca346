package dev.loadtest.control;

/**
 * A command and whose it is.
 *
 * @param run the run's own id, never used twice
 * @param epoch of the coordinator; each that takes a run over has a higher one
 * @param sequence counts a coordinator's commands to this worker from 1. One is sent when the one before is done, so that a
 *     repeated one that was late on the network is known by its number and changes nothing
 */
public record Instruction(String run, long epoch, long sequence, Command command) {
    public Instruction {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence is " + sequence);
        }
    }
}
