package dev.loadtest.control;

/**
 * A command and whose it is.
 *
 * @param sequence counts a coordinator's commands to this worker from 1. One is sent when the one before is done, so that a
 *     repeated one that was late on the network is known by its number and changes nothing
 */
public record Instruction(Caller caller, long sequence, Command command) {
    public Instruction {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence is " + sequence);
        }
    }
}
