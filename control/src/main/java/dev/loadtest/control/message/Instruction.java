package dev.loadtest.control.message;

/**
 * A command with its sender.
 *
 * @param sequence counts a coordinator's commands to this worker from 1. Each is sent after the previous one is done,
 *     so that a delayed repetition is recognized by its number and has no effect
 */
public record Instruction(Caller caller, long sequence, Command command) {
    public Instruction {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence is " + sequence);
        }
    }
}
